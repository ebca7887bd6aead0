"""The allowances of Circular 24/2018/TT-BTC, which has been replaced, and the draft of 2023 that was to follow it.

The text now in force and its amounts were not confirmed: an administrator enters them as a new version, and the last
day of the old one with it. Amounts are whole dong, for a person a month.
"""

from datetime import date

from django.db import migrations

TITLE = {
    "lo": "ເງິນອຸດໜູນນັກສຶກສາລາວ ແລະ ກຳປູເຈຍ ຢູ່ ຫວຽດນາມ ຕາມຂໍ້ຕົກລົງ",
    "vi": "Sinh hoạt phí của lưu học sinh Lào, Campuchia diện Hiệp định học tập tại Việt Nam",
    "en": "Allowances of Lao and Cambodian students in Viet Nam under agreements",
}
PER = {"lo": "ຄົນ / ເດືອນ", "vi": "người/tháng", "en": "a person a month"}
CIRCULAR = {"lo": "ຖະແຫຼງການ ເລກທີ 24/2018/TT-BTC", "vi": "Thông tư 24/2018/TT-BTC", "en": "Circular 24/2018/TT-BTC"}
DRAFT = {"lo": "ຮ່າງຖະແຫຼງການ ປີ 2023", "vi": "Dự thảo thông tư năm 2023", "en": "Draft circular of 2023"}
REPLACED = {
    "lo": "ປ່ຽນແທນແລ້ວ. ວັນສຸດທ້າຍ ແລະ ອັດຕາໃໝ່ ຍັງບໍ່ທັນຢັ້ງຢືນ.",
    "vi": "Đã được thay thế. Ngày hết hiệu lực và mức mới chưa được xác nhận.",
    "en": "It has been replaced. Its last day and the new amounts are not confirmed.",
}
NOT_FINAL = {
    "lo": "ເປັນສະບັບຮ່າງ; ອັດຕາສຸດທ້າຍ ຍັງບໍ່ທັນຢັ້ງຢືນ.",
    "vi": "Mới là dự thảo; mức chính thức chưa được xác nhận.",
    "en": "A draft only; the final amounts are not confirmed.",
}

SECONDARY = {"lo": "ມັດທະຍົມ", "vi": "Trung học", "en": "Secondary"}
UNIVERSITY = {"lo": "ປະລິນຍາຕີ", "vi": "Đại học", "en": "University"}
POSTGRADUATE = {"lo": "ຫຼັງປະລິນຍາຕີ", "vi": "Sau đại học", "en": "Postgraduate"}
UP_TO_UNIVERSITY = {"lo": "ມັດທະຍົມ ແລະ ປະລິນຍາຕີ", "vi": "Trung học và đại học", "en": "Secondary and university"}
ANY = {"lo": "ທຸກລະດັບ", "vi": "Mọi trình độ", "en": "Any level"}
LONG = {"lo": "ໄລຍະຍາວ", "vi": "Dài hạn", "en": "Long-term"}
SHORT = {"lo": "ຝຶກອົບຮົມໄລຍະສັ້ນ", "vi": "Bồi dưỡng ngắn hạn", "en": "Short training"}
LANGUAGE = {"lo": "ຮຽນກຽມພາສາຫວຽດນາມ", "vi": "Học dự bị tiếng Việt", "en": "Preparatory Vietnamese"}
TUITION_LONG = {"lo": "ຄ່າໃຊ້ຈ່າຍໃຫ້ສະຖານສຶກສາ, ໄລຍະຍາວ", "vi": "Chi cho cơ sở đào tạo, dài hạn", "en": "Paid to the institution, long-term"}
TUITION_SHORT = {"lo": "ຄ່າໃຊ້ຈ່າຍໃຫ້ສະຖານສຶກສາ, ໄລຍະສັ້ນ", "vi": "Chi cho cơ sở đào tạo, ngắn hạn", "en": "Paid to the institution, short"}

VERSIONS = [
    (date(2018, 5, 1), "replaced", CIRCULAR, REPLACED, "thuvienphapluat.vn, 19858", [
        (SECONDARY, LONG, 3_080_000),
        (UNIVERSITY, LONG, 3_630_000),
        (POSTGRADUATE, LONG, 4_110_000),
        (ANY, SHORT, 4_820_000),
        (UP_TO_UNIVERSITY, LANGUAGE, 2_460_000),
        (POSTGRADUATE, LANGUAGE, 2_900_000),
    ]),
    (None, "draft", DRAFT, NOT_FINAL, "tacnghiep.thoidai.com.vn, 192302", [
        (SECONDARY, LONG, 4_300_000),
        (UNIVERSITY, LONG, 4_750_000),
        (POSTGRADUATE, LONG, 5_350_000),
        (ANY, SHORT, 6_750_000),
        (ANY, TUITION_LONG, 3_350_000),
        (ANY, TUITION_SHORT, 7_150_000),
    ]),
]


def enter(apps, schema_editor):
    RateTable, RateVersion, Rate = (apps.get_model("support", n) for n in ("RateTable", "RateVersion", "Rate"))
    table, made = RateTable.objects.get_or_create(
        slug="allowances-lao-students", defaults={"title": TITLE, "country": "VN"}
    )
    for first, state, basis, note, source, rates in VERSIONS if made else []:
        version = RateVersion.objects.create(
            table=table, valid_from=first, state=state, currency="VND", per=PER, basis=basis, note=note, source=source
        )
        for position, (level, category, minor) in enumerate(rates, 1):
            Rate.objects.create(version=version, position=position, level=level, category=category, minor=minor)


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
