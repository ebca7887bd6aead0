"""The paper of a scheme, and the last day for the report as it was counted: until now ten days after the return."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models


def keep_what_was_counted(apps, schema_editor):
    Visit = apps.get_model("visits", "Visit")
    for visit in Visit.objects.exclude(returned_on=None).only("returned_on"):
        due = visit.returned_on + timedelta(days=10)
        counted = {
            "start": visit.returned_on.isoformat(),
            "due": due.isoformat(),
            "amount": 10,
            "unit": "days",
            "countries": [],
            "passed": [],
        }
        Visit.objects.filter(pk=visit.pk).update(report_due=due, report_counted=counted)


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0004_visit_report_of_both'),
        ('files', '0002_initial'),
        ('visits', '0002_types_of_activities'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='report_counted',
            field=models.JSONField(blank=True, default=dict, help_text='how the last day was counted then'),
        ),
        migrations.AddField(
            model_name='visit',
            name='report_due',
            field=models.DateField(blank=True, null=True, verbose_name='last day for the report'),
        ),
        migrations.AddField(
            model_name='visit',
            name='report_version',
            field=models.ForeignKey(blank=True, help_text='the version of the rule that applied on the day of the return', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.version'),
        ),
        migrations.AddField(
            model_name='visit',
            name='scheme_file',
            field=models.ForeignKey(blank=True, help_text='the paper itself', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.RunPython(keep_what_was_counted, migrations.RunPython.noop),
    ]
