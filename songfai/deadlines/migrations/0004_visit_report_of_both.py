"""The report of a delegation is counted by this rule for both sides, and also for returns before 2018.

Nothing is known of a Lao rule, so the same ten days are proposed until a ministry enters its own.
"""

from datetime import date

from django.db import migrations

PROPOSAL = {
    "lo": "ຂໍ້ສະເໜີ: ສິບມື້ ພາຍຫຼັງກັບ",
    "vi": "Đề xuất: 10 ngày sau khi kết thúc chuyến đi",
    "en": "Proposal: ten days after the return",
}


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    rule = Rule.objects.filter(slug="visit-report").first()
    if rule is None:
        return
    Rule.objects.filter(pk=rule.pk, country="VN").update(country="")
    first = Version.objects.filter(rule=rule, institution=None).order_by("valid_from").first()
    if first is not None and first.valid_from == date(2018, 1, 1):
        Version.objects.create(
            rule=rule, valid_to=date(2017, 12, 31), amount=10, unit="days", basis=PROPOSAL, certainty="proposal"
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_holidays")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
