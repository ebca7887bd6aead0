"""The steps of a document: reviewed, checked, signed, numbered, issued; handed on, dealt with; recalled, cancelled."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.files.actions import share
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.states import Role
from songfai.registry import rules
from songfai.registry.actions.holding import give_number, hold, note_move, note_words, require_type, slug_of
from songfai.registry.actions.waiting import hold_records, hold_told, leave_paper
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.permissions import check_may
from songfai.registry.statements import say_issued
from songfai.registry.states import DocumentState, Relation, Step

OFFICE = (Role.COORDINATOR, Role.CLERK)


def _take(document: OfficialDocument, step: Step, by: Seat, seen_revision: int | None) -> None:
    """Who may, as it is now, and whether it leads anywhere from here."""
    check_may(by, step, document)
    hold(document, seen_revision)
    document.state = rules.destination(DocumentState(document.state), step)


def _note(document: OfficialDocument, step: Step, by: Seat, at: datetime, note: str = "") -> OfficialDocument:
    document.save()
    note_move(document, by, at, note)
    write(by=by, at=at, verb=f"registry.{step}", subject=document, programme=slug_of(document))
    return document


def require_complete(document: OfficialDocument, step: Step) -> None:
    """What the document must have before the step; its page says so in the place of the button. Refused: no_recipient,
    scan_missing."""
    if step in (Step.CHECK, Step.ISSUE):
        rules.require_addressed(len(document.recipients.all()))
    if step == Step.ISSUE:
        rules.require_scan(part.kind for part in document.parts.all())


@transaction.atomic
def review(
    *, document: OfficialDocument, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """The head has read the content and lets it go on."""
    _take(document, Step.REVIEW, by, seen_revision)
    return _note(document, Step.REVIEW, by, at)


@transaction.atomic
def check_format(
    *, document: OfficialDocument, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """The registry office has checked the layout. Somebody must receive it. Refused: no_recipient."""
    _take(document, Step.CHECK, by, seen_revision)
    require_complete(document, Step.CHECK)
    return _note(document, Step.CHECK, by, at)


@transaction.atomic
def send_back(
    *, document: OfficialDocument, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """Back to a draft, with the reason. Refused: reason_missing."""
    _take(document, Step.RETURN, by, seen_revision)
    rules.require_reason(reason)
    return _note(document, Step.RETURN, by, at, reason)


@transaction.atomic
def sign(
    *,
    document: OfficialDocument,
    signer: str,
    post: Trilingual,
    capacity: str,
    signed_on: date,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> OfficialDocument:
    """Enter who signed, in what capacity, on which day: that is the date of the document.

    Refused: signer_missing, day_ahead, signed_long_ago, type_not_given.
    """
    _take(document, Step.SIGN, by, seen_revision)
    today = timezone.localdate(at)
    rules.require_signed(signer, signed_on, timezone.localdate(document.created_at), today)
    require_type(document, signed_on)
    document.signer, document.signer_post, document.capacity = signer.strip(), post, capacity
    document.dated = document.listed_on = signed_on
    note_words(document)
    return _note(document, Step.SIGN, by, at)


@transaction.atomic
def number(
    *, document: OfficialDocument, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """The next number of the series in the year of the signature. Refused: step_not_now before the signature; same_person
    in a series that wants two."""
    _take(document, Step.NUMBER, by, seen_revision)
    signed = document.moves.filter(state=DocumentState.SIGNED).order_by("id").last()
    rules.require_another_person(
        signed.who if signed else "", str(by.account)[:200], two_persons=document.series.two_persons
    )
    assert document.dated is not None
    give_number(document, document.dated.year)
    note_words(document)
    return _note(document, Step.NUMBER, by, at)


@transaction.atomic
def issue(
    *, document: OfficialDocument, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """Send it. Institutions of this server find it in their list "to be registered", with its files; the other side of its
    programme, on whatever server, is told in the record (statements.say_issued).

    A document it replaces is replaced from now on. Refused: no_recipient, scan_missing, replaces_nothing.
    """
    hold_told(document)
    _take(document, Step.ISSUE, by, seen_revision)
    recipients = list(document.recipients.select_related("institution"))
    parts = list(document.parts.select_related("file"))
    require_complete(document, Step.ISSUE)
    if document.relation == Relation.REPLACES and document.related_id:
        _replace(document, by, at)
    document.recipients.update(sent_on=timezone.localdate(at))
    bodies = [one.institution for one in recipients if one.institution]
    for part in parts:
        share(file=part.file, institutions=bodies)
    for body in bodies:
        _tell(
            body,
            document,
            at,
            N_("%(sender)s sent %(number)s. It waits to be registered."),
            "registry:arrivals",
        )
    _note(document, Step.ISSUE, by, at)
    say_issued(document, by, at)
    return document


def _replace(document: OfficialDocument, by: Seat, at: datetime) -> None:
    assert document.related_id is not None
    old = OfficialDocument.objects.select_for_update().get(pk=document.related_id)
    if old.state != DocumentState.ISSUED:
        raise Refused(
            "replaces_nothing", N_("The document it replaces is not in force any more, or not issued yet.")
        )
    old.state, old.revision = DocumentState.REPLACED, old.revision + 1
    old.save(update_fields=["state", "revision"])
    note_move(old, by, at, document.printed)
    say_issued(old, by, at)


def _tell(body: Institution, document: OfficialDocument, at: datetime, text: str, where: str) -> None:
    tell(
        institution=body,
        roles=OFFICE,
        text=text,
        address=reverse(where),
        at=at,
        sender=document.institution.short_name.as_dict(),
        number=document.printed,
    )


@transaction.atomic
def recall(
    *, document: OfficialDocument, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """Take an issued document back, with the reason. It stays in every register; recipients are told."""
    hold_told(document)
    _take(document, Step.RECALL, by, seen_revision)
    rules.require_reason(reason)
    document.reason = reason
    for one in Recipient.objects.filter(document=document, institution__isnull=False).select_related(
        "institution"
    ):
        assert one.institution is not None
        _tell(one.institution, document, at, N_("%(sender)s recalled %(number)s."), "registry:incoming")
    _note(document, Step.RECALL, by, at, reason)
    say_issued(document, by, at)
    return document


@transaction.atomic
def hand(
    *, document: OfficialDocument, unit: Unit, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """Hand what arrived to a unit of the institution, or on to another one. Refused: unit_of_another."""
    _take(document, Step.HAND, by, seen_revision)
    if unit.institution_id != document.institution_id:
        raise Refused("unit_of_another", N_("This unit belongs to another institution."))
    document.unit = unit
    return _note(document, Step.HAND, by, at, str(unit))


@transaction.atomic
def deal(
    *,
    document: OfficialDocument,
    outcome: Trilingual,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> OfficialDocument:
    """Say how it was dealt with. Refused: outcome_missing."""
    _take(document, Step.DEAL, by, seen_revision)
    if not outcome:
        raise Refused("outcome_missing", N_("Say how it was dealt with: answered, taken note of, filed."))
    document.outcome = outcome
    return _note(document, Step.DEAL, by, at)


@transaction.atomic
def cancel(
    *, document: OfficialDocument, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> OfficialDocument:
    """Cancel a document before it is issued, or an entry made by mistake. A number it has stays used for ever.

    What another institution of this server or the partner sent waits again to be registered. Refused: reason_missing.
    """
    hold_records(document)
    _take(document, Step.CANCEL, by, seen_revision)
    rules.require_reason(reason)
    document.reason = reason
    Recipient.objects.filter(registered=document).update(registered=None, joined_at=None)
    _note(document, Step.CANCEL, by, at, reason)
    for paper in PartnerPaper.objects.filter(registered=document).select_related("programme", "statement"):
        leave_paper(paper, by, at)
    return document
