"""What the fields of the minutes are called on the screen where versions are compared."""

from django.utils.translation import gettext_lazy as _

MINUTES_WORDS = {
    "year": _("Year"),
    "kind": _("Kind"),
    "held_on": _("Held on"),
    "place": _("Place"),
    "cut_off": _("Cut-off date"),
    "side_1": _("Rating of the first side"),
    "side_2": _("Rating of the second side"),
    "comment_1": _("Comment of the first side"),
    "comment_2": _("Comment of the second side"),
    "agreed": _("Agreed rating"),
    "disagreement": _("Difference of opinion"),
    "cause": _("Cause"),
    "planned": _("Planned"),
    "done": _("Done"),
    "on_time": _("Done on time"),
    "late": _("Done late"),
    "in_time": _("Not done, still in time"),
    "overdue": _("Overdue"),
    "off_plan": _("Off plan"),
    "activities": _("Activities"),
    "evidence": _("Evidence"),
    "last_evidence": _("Last evidence"),
    "facts": _("Facts"),
    "findings": _("Commitment"),
    "lessons": _("Lesson"),
    "directions": _("Direction for next year"),
    "commitment": _("Commitment"),
    "text": _("Text"),
}
