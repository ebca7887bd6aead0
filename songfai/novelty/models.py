from django.db import models


class Text(models.Model):
    """A text others are compared with. What it is the text of, only the room knows that put it here: `key` is its word for it.

    The number has 24 bits in each of the text's fingerprints: sixteen million texts, those that have gone among them.
    """

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    day = models.DateField(help_text="its novelty date, which may rest on what its authors state")
    filed_on = models.DateField(null=True, blank=True, help_text="when it was handed in, which is certain")
    shut = models.BooleanField(
        default=False, help_text="every part is compared as a confidential one is: it is its authors’ again"
    )

    def __str__(self) -> str:
        return self.key


class Part(models.Model):
    """One part of a text, as written."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="parts", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    body = models.TextField()
    confidential = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="novelty_part_once", fields=["text", "position"]),
        ]


class Fingerprint(models.Model):
    """One kept run of one text, all of it in one number (rules/fingerprints.py). Laid by the migration, for SQLite without
    numbers of rows beside it, so that the rows of one run lie side by side in the order of the key, and there is no other copy
    of them. Read and written by SQL.

    A run that only confidential parts of its text have is marked: so who may not read them is answered from rows in which
    they are not (docs/adr/0142)."""

    row = models.BigIntegerField(primary_key=True)

    class Meta:
        managed = False
        db_table = "novelty_fingerprint"
