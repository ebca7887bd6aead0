"""Until when the authors may complain where their work was turned down: data, marked as not confirmed.

Viet Nam: the Law on Complaints 02/2011/QH13, Article 9, is remembered as ninety days from the day the decision is known; it
was not read for this. For the Lao PDR no rule was found: the same number stands there as a proposal.
"""

from django.db import migrations

TITLE = {
    "lo": "ການຮ້ອງທຸກຕໍ່ການບໍ່ຮັບຮອງຫົວຄິດປະດິດສ້າງ",
    "vi": "Khiếu nại việc không công nhận sáng kiến",
    "en": "Complaint against a refused recognition of an initiative",
}
FROM = {"lo": "ວັນທີຕັດສິນ", "vi": "ngày quyết định", "en": "the day of the decision"}
BASIS = {
    "VN": {
        "lo": "ກົດໝາຍວ່າດ້ວຍການຮ້ອງທຸກ ເລກທີ 02/2011/QH13 ຂອງ ຫວຽດນາມ, ມາດຕາ 9 (ຕ້ອງກວດຄືນ)",
        "vi": "Luật Khiếu nại số 02/2011/QH13, Điều 9 (cần kiểm tra lại)",
        "en": "Law on Complaints 02/2011/QH13 of Viet Nam, Article 9 (to be checked)",
    },
    "LA": {"lo": "ຂໍ້ສະເໜີ: ບໍ່ມີກົດໝາຍກຳນົດ", "vi": "Đề xuất: chưa có văn bản quy định", "en": "Proposal: no law says it"},
}
SURE = {"VN": "unconfirmed", "LA": "proposal"}


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    for country, basis in BASIS.items():
        last = max(Rule.objects.values_list("position", flat=True), default=0)
        rule = Rule.objects.create(
            slug=f"initiative-appeal-{country.lower()}",
            country=country,
            counted_from=FROM,
            title=TITLE,
            position=last + 1,
        )
        Version.objects.create(rule=rule, amount=90, unit="days", basis=basis, certainty=SURE[country])


class Migration(migrations.Migration):
    dependencies = [("works", "0005_rubrics"), ("deadlines", "0003_holidays")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
