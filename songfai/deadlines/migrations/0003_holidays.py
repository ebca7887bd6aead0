"""Public holidays as far as they are known: those of a fixed date, and some of the lunar calendar by year.

`sure` is set where the law names the date. The others are from general knowledge: an official of that country checks
them with the announcement of the year. Lao holidays of the lunar calendar, and days in lieu, are still to be entered.
"""

from datetime import date, timedelta

from django.db import migrations

YEARS = range(2023, 2031)
CODE = "Labour Code 45/2019/QH14, Article 112"
GENERAL = ""
NEW_YEAR = {"lo": "ວັນປີໃໝ່ສາກົນ", "vi": "Tết Dương lịch", "en": "New Year’s Day"}
LABOUR = {"lo": "ວັນກຳມະກອນສາກົນ", "vi": "Ngày Quốc tế lao động", "en": "International Labour Day"}
LAO_NEW_YEAR = {"lo": "ປີໃໝ່ລາວ", "vi": "Tết Lào", "en": "Lao New Year"}
TET = {"lo": "ກຸດຈີນ (Tết)", "vi": "Tết Nguyên đán", "en": "Tết (Lunar New Year)"}
KINGS = {"lo": "ວັນລະນຶກກະສັດຮຸ່ງ", "vi": "Giỗ Tổ Hùng Vương", "en": "Hùng Kings’ Commemoration Day"}
NATIONAL_VN = {"lo": "ວັນຊາດ ຫວຽດນາມ", "vi": "Quốc khánh", "en": "National Day of Viet Nam"}

# country, month, day, name, sure, source: every year
FIXED = [
    ("VN", 1, 1, NEW_YEAR, True, CODE),
    ("VN", 4, 30, {"lo": "ວັນໄຊຊະນະ 30 ເມສາ", "vi": "Ngày Chiến thắng", "en": "Reunification Day"}, True, CODE),
    ("VN", 5, 1, LABOUR, True, CODE),
    ("VN", 9, 2, NATIONAL_VN, True, CODE),
    ("LA", 1, 1, NEW_YEAR, False, GENERAL),
    ("LA", 3, 8, {"lo": "ວັນແມ່ຍິງສາກົນ", "vi": "Ngày Quốc tế Phụ nữ", "en": "International Women’s Day"}, False, GENERAL),
    ("LA", 4, 14, LAO_NEW_YEAR, False, GENERAL),
    ("LA", 4, 15, LAO_NEW_YEAR, False, GENERAL),
    ("LA", 4, 16, LAO_NEW_YEAR, False, GENERAL),
    ("LA", 5, 1, LABOUR, False, GENERAL),
    ("LA", 12, 2, {"lo": "ວັນຊາດ ລາວ", "vi": "Quốc khánh Lào", "en": "National Day of the Lao PDR"}, False, GENERAL),
]
# country, first day, last day, name: one year
OF_ONE_YEAR = [
    ("VN", date(2023, 1, 20), date(2023, 1, 26), TET),
    ("VN", date(2024, 2, 8), date(2024, 2, 14), TET),
    ("VN", date(2025, 1, 27), date(2025, 1, 31), TET),
    ("VN", date(2026, 2, 16), date(2026, 2, 20), TET),
    ("VN", date(2024, 4, 18), date(2024, 4, 18), KINGS),
    ("VN", date(2025, 4, 7), date(2025, 4, 7), KINGS),
    ("VN", date(2026, 4, 27), date(2026, 4, 27), KINGS),
    ("VN", date(2023, 9, 1), date(2023, 9, 1), NATIONAL_VN),
    ("VN", date(2024, 9, 3), date(2024, 9, 3), NATIONAL_VN),
    ("VN", date(2025, 9, 1), date(2025, 9, 1), NATIONAL_VN),
]


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def enter(apps, schema_editor):
    Holiday = apps.get_model("deadlines", "Holiday")
    rows = [
        (country, date(year, month, day), name, sure, source)
        for year in YEARS
        for country, month, day, name, sure, source in FIXED
    ]
    rows += [
        (country, day, name, False, GENERAL)
        for country, first, last, name in OF_ONE_YEAR
        for day in days(first, last)
        if day.weekday() < 5
    ]
    for country, day, name, sure, source in rows:
        Holiday.objects.get_or_create(
            country=country, day=day, defaults={"name": name, "sure": sure, "source": source}
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_rules")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
