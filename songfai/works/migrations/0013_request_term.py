"""Until when recognition may be requested after the first application, as a dated rule of deadlines.

Viet Nam: Decree 13/2012/ND-CP, Article 5(2), read as thuvienphapluat.vn quotes it: one year from the day of the first
application, for a solution that was applied already. For the Lao PDR no rule was found: none is proposed, because a term takes a right
away; who knows one enters it.
"""

from datetime import date

from django.db import migrations

TITLE = {
    "lo": "ການຂໍຮັບຮອງຫົວຄິດປະດິດສ້າງ ພາຍຫຼັງນຳໃຊ້ຄັ້ງທຳອິດ",
    "vi": "Yêu cầu công nhận sáng kiến đối với giải pháp đã được áp dụng",
    "en": "Request for recognition of an initiative that was applied already",
}
FROM = {"lo": "ວັນທີນຳໃຊ້ຄັ້ງທຳອິດ", "vi": "ngày áp dụng lần đầu", "en": "the day of the first application"}
# country -> (from, months, basis, where it was read, how sure)
LIMITS = {
    "VN": (
        date(2012, 4, 15),
        12,
        {
            "lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 5 ຂໍ້ 2",
            "vi": "Nghị định 13/2012/NĐ-CP, khoản 2 Điều 5",
            "en": "Decree 13/2012/ND-CP of Viet Nam, Article 5(2)",
        },
        "thuvienphapluat.vn, 436043-46226",
        "sourced",
    ),
    "LA": (
        None,
        None,
        {
            "lo": "ບໍ່ພົບກົດໝາຍທີ່ກຳນົດ",
            "vi": "Chưa tìm thấy văn bản quy định",
            "en": "No law that says it was found",
        },
        "",
        "unconfirmed",
    ),
}


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    for country, (begins, months, basis, source, certainty) in LIMITS.items():
        last = max(Rule.objects.values_list("position", flat=True), default=0)
        rule = Rule.objects.create(
            slug=f"initiative-request-{country.lower()}",
            country=country,
            counted_from=FROM,
            title=TITLE,
            position=last + 1,
        )
        Version.objects.create(
            rule=rule,
            valid_from=begins,
            amount=months,
            unit="months",
            basis=basis,
            source=source,
            certainty=certainty,
        )


class Migration(migrations.Migration):
    dependencies = [("works", "0012_investor"), ("deadlines", "0005_moving_holidays")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
