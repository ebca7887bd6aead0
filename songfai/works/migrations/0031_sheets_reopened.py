"""A score sheet that was handed in may be reopened: it is kept, and another one of the member begins."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("works", "0030_parts_and_superior")]

    operations = [
        migrations.AddField("scoresheet", "reopened_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("scoresheet", "reopened_by", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField(
            "scoresheet",
            "reopened_why",
            models.CharField(blank=True, default="", max_length=500, verbose_name="why it was reopened"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("scoresheet", "one_score_sheet_of_a_member"),
        migrations.AddConstraint(
            "scoresheet",
            models.UniqueConstraint(
                name="one_score_sheet_of_a_member", fields=["submission", "member"], condition=Q(reopened_at=None)
            ),
        ),
        migrations.AddConstraint(
            "scoresheet",
            models.CheckConstraint(
                name="score_sheet_reopened_with_a_reason",
                condition=Q(reopened_at=None, reopened_by="", reopened_why="")
                | Q(reopened_at__isnull=False, handed_in_at__isnull=False) & ~Q(reopened_by="") & ~Q(reopened_why=""),
            ),
        ),
    ]
