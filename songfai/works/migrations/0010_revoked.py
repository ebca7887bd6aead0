"""What was left over by works whose recognition was revoked before: instalments that stayed owed, and levels that stayed."""

from django.db import migrations, models


def settle(apps, schema_editor):
    revoked = {"work__stage": "revoked", "settled": False}
    instalments = apps.get_model("works", "Instalment")
    submissions = apps.get_model("works", "Submission")
    for work in instalments.objects.filter(**revoked).order_by().values_list("work", flat=True).distinct():
        last = submissions.objects.filter(work=work, scheme="base", stage="revoked").order_by("-id").first()
        reason = (last.reason if last else "") or "—"
        instalments.objects.filter(work=work, settled=False).update(settled=True, lapsed=reason)
    apps.get_model("works", "Work").objects.filter(stage="revoked").exclude(level="").update(level="")


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
        ('works', '0009_who_is_barred'),
    ]

    operations = [
        migrations.AddField(
            model_name='instalment',
            name='lapsed',
            field=models.CharField(blank=True, help_text='the recognition was revoked', max_length=1000, verbose_name='owed no more because'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('lapsed', ''), ('settled', True), _connector='OR'), name='instalment_that_lapsed_is_settled'),
        ),
    ]
