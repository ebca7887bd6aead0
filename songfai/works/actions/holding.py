"""What the actions of the room share: holding a work, its words for search, its numbers, its way, who is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from songfai.deadlines.counting import Counted
from songfai.deadlines.queries import counted
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.notices.actions import tell, tell_people
from songfai.novelty import actions as novelty
from songfai.novelty.rules.sheets import Written
from songfai.parties.models import Institution, Seat
from songfai.parties.states import Role
from songfai.people.models import Account
from songfai.works.actions.counting import take_out
from songfai.works.actions.releasing import hold_records, tell_changed
from songfai.works.models import Counter, Move, Submission, Work
from songfai.works.permissions import CLOSED, PHASES
from songfai.works.queries.clocks import limit_on
from songfai.works.queries.works import handed_in_of
from songfai.works.rules import highest, part_name
from songfai.works.states import RECOGNITION, Counts, PartKind, Scheme, Stage, Step

# Steps by which a text comes, changes or goes; None is its filing.
HANDS_ON = {None, Step.MEND, Step.WITHDRAW}
# Campaigns do not count the work any more.
ENDED = {Stage.WITHDRAWN, Stage.NOT_ACCEPTED, Stage.REFUSED, Stage.REVOKED}
OFFICE = (Role.COORDINATOR, Role.CLERK)
# Where the next step is the head's.
DECIDING = (Role.LEADER, *OFFICE)


def hold(work: Work, seen_revision: int | None = None) -> None:
    """The work as it is now; nobody else changes it until the transaction ends. Takes its next revision. Where it
    is released, the records that tell of it are held first."""
    hold_records(work)
    work.refresh_from_db(from_queryset=Work.objects.select_for_update())
    # Authors and parts that were fetched before are of before.
    work._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    if seen_revision is not None and seen_revision != work.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    work.revision += 1


def hold_submission(submission: Submission, seen_revision: int | None = None) -> None:
    """The submission as it is now, held together with its work."""
    hold(submission.work)
    submission.refresh_from_db(
        fields=[one.attname for one in Submission._meta.concrete_fields if one.name != "work"],
        from_queryset=Submission.objects.select_for_update(),
    )
    submission._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    if seen_revision is not None and seen_revision != submission.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    submission.revision += 1


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of the description in one language, as it is written now."""

    kind: str
    language: str
    text: str
    confidential: bool


def passages_of(work: Work) -> list[Passage]:
    """The whole description, in each language."""
    return [
        Passage(part.kind, language, text, part.confidential)
        for part in work.parts.order_by("id")
        for language, text in part.text.as_dict().items()
    ]


def note_words(work: Work) -> None:
    """Called whenever a work is saved, filed or mended, for the search. What is confidential is not among its words: a
    search would tell it; nor, of a work that is its authors' again, what they have written since. To the comparison with
    others `hand_on` gives what was handed in."""
    texts = [work.title.get(language) for language in LANGUAGES]
    if work.pk:
        returned = work.stage in PHASES["returned"]
        last = work.submissions.filter(scheme=Scheme.BASE).order_by("-id").first() if returned else None
        texts = _words_of(work) if last is None else _handed_in_words(work, last)
        texts += [one.receipt for one in work.submissions.all()]
    work.search = fold("\n".join(one for one in texts if one))


def _words_of(work: Work) -> list[str]:
    texts = [work.title.get(language) for language in LANGUAGES]
    texts += [one.text for one in passages_of(work) if not one.confidential]
    for author in work.authors.all():
        texts += author.name.as_dict().values()
    return texts + list(work.papers.filter(confidential=False).values_list("title", flat=True))


def _handed_in_words(work: Work, submission: Submission) -> list[str]:
    texts = list(submission.filed.get("title", {}).values())
    for part in handed_in_of(work, submission):
        texts += part.text.as_dict().values()
    for author in submission.filed.get("authors", ()):
        texts += author["name"].values()
    return texts


def hand_on(submission: Submission) -> None:
    """What was handed in is compared with other works from now on, and no more once it is withdrawn.

    It is the text that was filed or mended, with the day it then had: rewording a work that came back changes nothing of
    it, so nobody sets later words under an earlier day. What is confidential is so as it is marked now; all of it, while the
    work is its authors' again.
    """
    key = str(submission.work.key)
    if submission.stage == Stage.WITHDRAWN:
        novelty.remove(key=key)
        return
    day = date.fromisoformat(submission.filed["novelty"])
    shut = submission.stage in CLOSED
    novelty.put(key=key, parts=written_of(submission), day=day, filed_on=submission.filed_on, shut=shut)


def written_of(submission: Submission) -> list[Written]:
    """The text that was handed in, part by part, as it is compared with others."""
    secret = set(submission.work.parts.filter(confidential=True).values_list("kind", flat=True))
    return [
        Written(part_name(kind, language), text, kind in secret)
        for kind in PartKind
        for language in LANGUAGES
        if (text := submission.filed["parts"].get(kind, {}).get(language))
    ]


def next_number(institution: Institution, counts: Counts, year: int) -> int:
    """The next number of the year. The counter is held until the transaction ends: a number is told when it is kept."""
    key: dict[str, Any] = {"institution": institution, "counts": counts, "year": year}
    try:
        with transaction.atomic():
            Counter.objects.get_or_create(**key)
    except IntegrityError:
        pass  # somebody else began the year at the same moment
    row = Counter.objects.select_for_update().get(**key)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def count_clock(slug: str, start: date, institution: Institution) -> Counted:
    """The last day of a clock, by the unit's own limit, that of a body above it, or the general one of its country.

    Refused: clock_missing where its country has no such rule; limit_unknown, as deadlines says it.
    """
    version = limit_on(slug, start, institution)
    if version is None:
        raise Refused(
            "clock_missing",
            N_("No deadline for this step is entered for your country yet. See the rules of deadlines."),
        )
    return counted(version, start, [institution.country])


def move(
    submission: Submission, stage: Stage, step: Step | None, by: Seat, at: datetime, note: str = ""
) -> None:
    """Save where the submission is now, on itself and on its work, with the line of its way and of the journal.

    What happens above the base unit changes nothing of the work's own state, nor of what it is compared by.
    """
    submission.stage = stage
    if not submission.above:
        submission.work.stage = stage
    submission.save()
    if stage in RECOGNITION or stage == Stage.REVOKED:
        in_force = submission.work.submissions.filter(stage__in=sorted(RECOGNITION))
        submission.work.level = highest(in_force.order_by().values_list("scheme", flat=True))
    submission.work.save()
    if submission.above and stage in RECOGNITION | {Stage.REVOKED}:
        tell_changed(submission.work, at)
    if (step in HANDS_ON or stage in CLOSED) and not submission.above:
        hand_on(submission)
    if stage in ENDED and not submission.above:
        take_out(submission.work, by, at)
    Move.objects.create(
        submission=submission,
        step=step or "",
        stage=stage,
        who=str(by.account)[:200],
        at=at,
        note=note[:1000],
    )
    verb = f"works.{step}" if step else "works.send_above" if submission.above else "works.file"
    write(by=by, at=at, verb=verb, subject=submission.work, receipt=submission.receipt)


def address_of(of: Work | Submission) -> str:
    """The page it is shown on: of a submission to a level above the unit, that of the level."""
    if isinstance(of, Submission) and of.above:
        return reverse("works:level", args=[of.work.key, of.key])
    return reverse("works:work", args=[of.work.key if isinstance(of, Submission) else of.key])


def tell_authors(of: Work | Submission, text: str, at: datetime, **params: object) -> None:
    """The authors who have an account, and who entered it."""
    work = of.work if isinstance(of, Submission) else of
    told = [one.account for one in work.authors.select_related("account")]
    tell_people(
        accounts=[one for one in (*told, work.entered_by) if one],
        text=text,
        address=address_of(of),
        at=at,
        work=work.title.as_dict(),
        **params,
    )


def tell_office(
    submission: Submission, text: str, at: datetime, roles: Iterable[Role] = OFFICE, **params: object
) -> None:
    tell(
        institution=submission.institution,
        roles=roles,
        text=text,
        address=address_of(submission),
        at=at,
        work=submission.work.title.as_dict(),
        number=submission.receipt,
        **params,
    )


def tell_members(
    submission: Submission, text: str, at: datetime, accounts: Iterable[Account], **params: object
) -> None:
    tell_people(
        accounts=accounts,
        text=text,
        address=address_of(submission),
        at=at,
        work=submission.work.title.as_dict(),
        **params,
    )
