"""Terms of the levels above the base unit, and default rates of remuneration.

The terms of the levels are a proposal: no source was read for them. The rates of remuneration are those of Decree
13/2012/ND-CP of Viet Nam, Article 10; for the Lao PDR no rule was found, and only the term stands there as a proposal.
"""

from datetime import date
from decimal import Decimal

from django.db import migrations

PROPOSAL = {"lo": "ຂໍ້ສະເໜີ: ບໍ່ມີກົດໝາຍກຳນົດ", "vi": "Đề xuất: chưa có văn bản quy định", "en": "Proposal: no law says it"}
DECREE = {"lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 10", "vi": "Nghị định 13/2012/NĐ-CP, Điều 10", "en": "Decree 13/2012/ND-CP of Viet Nam, Article 10"}
RATES = {
    "lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 10: ເມື່ອບໍ່ໄດ້ຕົກລົງເປັນຢ່າງອື່ນ. ອັດຕາສຳລັບຜູ້ຈັດຕັ້ງການນຳໃຊ້ຄັ້ງທຳອິດ ຍັງບໍ່ໄດ້ກວດຢືນ",
    "vi": "Nghị định 13/2012/NĐ-CP, Điều 10: khi không có thỏa thuận khác. Mức cho người tổ chức áp dụng lần đầu chưa được kiểm chứng",
    "en": "Decree 13/2012/ND-CP of Viet Nam, Article 10: where nothing else was agreed. The rate for those who organised the first application is not confirmed",
}
SOURCE = "luatvietnam.vn, 186-5929"
FILED = {"lo": "ວັນທີຍື່ນ", "vi": "ngày nộp hồ sơ", "en": "the day of filing"}
ASKED = {"lo": "ວັນທີແຈ້ງໃຫ້ປັບປຸງ", "vi": "ngày thông báo thiếu sót", "en": "the day mending is asked for"}
TAKEN = {"lo": "ວັນທີຮັບພິຈາລະນາ", "vi": "ngày chấp nhận hồ sơ", "en": "the day of acceptance"}
YEAR = {
    "lo": "ວັນສຸດທ້າຍຂອງແຕ່ລະປີທີ່ນຳໃຊ້, ຫຼື ວັນທີໄດ້ຮັບເງິນຈາກການມອບໂອນ",
    "vi": "ngày kết thúc mỗi năm áp dụng, hoặc ngày nhận tiền chuyển giao",
    "en": "the last day of each year of application, or the payment for a transfer",
}
# slug, title, counted from, months
CLOCKS = [
    ("effect-formality", {"lo": "ກວດຮູບແບບຂອງເອກະສານສະເໜີຮັບຮອງປະສິດທິຜົນ ແລະ ຂອບເຂດອິດທິພົນ", "vi": "Xem xét hồ sơ đề nghị công nhận hiệu quả, phạm vi ảnh hưởng", "en": "Check of form of a file on effect and scope of influence"}, FILED, 1),
    ("effect-mending", {"lo": "ຜູ້ປະດິດສ້າງປັບປຸງເອກະສານກ່ຽວກັບປະສິດທິຜົນ", "vi": "Tác giả bổ sung hồ sơ về hiệu quả, phạm vi ảnh hưởng", "en": "Authors mend their file on effect and scope"}, ASKED, 1),
    ("effect-decision", {"lo": "ການຕັດສິນກ່ຽວກັບປະສິດທິຜົນ ແລະ ຂອບເຂດອິດທິພົນ", "vi": "Xét công nhận hiệu quả, phạm vi ảnh hưởng", "en": "Decision on effect and scope of influence"}, TAKEN, 3),
    ("initiative-remuneration", {"lo": "ການຈ່າຍຄ່າຕອບແທນໃຫ້ຜູ້ປະດິດສ້າງ", "vi": "Trả thù lao cho tác giả sáng kiến", "en": "Payment of remuneration to the authors"}, YEAR, 1),
]


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    PayRates = apps.get_model("works", "PayRates")
    last = max(Rule.objects.values_list("position", flat=True), default=0)
    for country in ("VN", "LA"):
        for slug, title, counted_from, months in CLOCKS:
            last += 1
            law = country == "VN" and slug == "initiative-remuneration"
            rule = Rule.objects.create(
                slug=f"{slug}-{country.lower()}", country=country, counted_from=counted_from, title=title, position=last
            )
            Version.objects.create(
                rule=rule,
                valid_from=date(2012, 4, 15) if law else None,
                amount=months,
                unit="months",
                basis=DECREE if law else PROPOSAL,
                source=SOURCE if law else "",
                certainty="sourced" if law else "proposal",
            )
    PayRates.objects.create(
        country="VN",
        valid_from=date(2012, 4, 15),
        benefit=Decimal(7),
        transfer=Decimal(15),
        years=3,
        wages=5,
        helpers=Decimal(20),
        basis=RATES,
        source=SOURCE,
        certainty="sourced",
    )


class Migration(migrations.Migration):
    dependencies = [("works", "0002_usual"), ("deadlines", "0003_holidays")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
