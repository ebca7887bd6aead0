"""What people say of an earlier work with the same wording: the authors why theirs differs, the council what it found."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.parties.models import Institution
from songfai.works.models.recognition import Submission
from songfai.works.models.works import Work
from songfai.works.states import Alike, Reply


class FormHeading(models.Model):
    """A heading of the form a unit uses, which the comparison does not count; without an institution, of everybody's. It is
    not changed: a form that was is ended, and the new heading entered."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("heading"), max_length=300)
    basis = models.CharField(_("by which paper"), max_length=300)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("heading of a form")
        verbose_name_plural = _("headings of forms")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="heading_has_a_paper", condition=~Q(basis=""))]

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """Why a work differs from an earlier one, in its authors' words. It stays with the work from one submission to the next.

    Said anew, it is a further row: the newest one counts and the earlier ones stay readable.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="answers")
    earlier = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        _("kind of answer"), max_length=9, choices=choices(Reply), default=Reply.DIFFERENT
    )
    text = models.TextField(_("why it differs"), max_length=2000)
    notes = models.JSONField(default=dict, blank=True, help_text="states.Layer -> what the authors say of it")
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to an earlier work")
        verbose_name_plural = _("answers to earlier works")
        ordering = ["id"]
        indexes = [models.Index(name="answers_to_an_earlier_work", fields=["work", "earlier"])]
        constraints = [
            models.CheckConstraint(name="answers_another_work", condition=~Q(work=F("earlier"))),
        ]


class Judgement(models.Model):
    """What the council says of one earlier work: a field for each states.Layer, and why.

    Judged anew, it is a further row: the newest one counts and the earlier ones stay readable. `added`: the council
    named this work itself; the machine had not found it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="judgements")
    earlier = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+")
    wording = models.CharField(max_length=9, choices=choices(Alike))
    meaning = models.CharField(max_length=9, choices=choices(Alike))
    solution = models.CharField(max_length=9, choices=choices(Alike))
    process = models.CharField(max_length=9, choices=choices(Alike))
    reason = models.CharField(_("reason"), max_length=1000)
    added = models.BooleanField(_("named by the council"), default=False)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("judgement on an earlier work")
        verbose_name_plural = _("judgements on earlier works")
        ordering = ["id"]
        indexes = [models.Index(name="judgements_on_an_earlier_work", fields=["submission", "earlier"])]
