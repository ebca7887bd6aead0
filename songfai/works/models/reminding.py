"""On which day the people of an institution were last reminded of what is due."""

from django.db import models

from songfai.parties.models import Institution


class Reminder(models.Model):
    """The row is the lock of its day: two workers remind nobody twice."""

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.institution}, {self.day}"
