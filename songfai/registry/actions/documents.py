"""Documents drafted, reworded, addressed, registered on arrival and put into the archive."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution, Seat
from songfai.registry import rules
from songfai.registry.actions.holding import give_number, hold, note_move, note_words, require_type, slug_of
from songfai.registry.actions.waiting import enter_arrival, enter_paper, waiting_arrival, waiting_paper
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.permissions import check_may
from songfai.registry.states import Direction, DocumentState, Numbers


def _require_series(document: OfficialDocument) -> None:
    series = document.series
    if series.institution_id != document.institution_id:
        raise Refused("series_of_another", N_("This series belongs to another institution."))
    is_copy = bool(document.type and document.type.is_copy)
    rules.require_fits(Numbers(series.numbers), Direction(document.direction), is_copy=is_copy)
    if document.related and document.related.institution_id != document.institution_id:
        raise Refused("related_of_another", N_("The other document stands in another register."))


@transaction.atomic
def draft(*, values: dict[str, object], by: Seat, at: datetime) -> OfficialDocument:
    """Begin an outgoing document. `values`: series, type, own_code, unit_symbol, subject, language, place, signer_post,
    capacity, signer, programme, relation, related, or a key of its own. It has no number until it is signed."""
    document = OfficialDocument(
        institution=by.institution,
        direction=Direction.OUT,
        state=DocumentState.DRAFT,
        listed_on=timezone.localdate(at),
        created_by=str(by.account)[:200],
        created_at=at,
        **values,
    )
    check_may(by, "draft", document)
    _require_series(document)
    require_type(document, document.listed_on)
    note_words(document)
    document.save()
    note_move(document, by, at)
    write(by=by, at=at, verb="registry.draft", subject=document, programme=slug_of(document))
    return document


@transaction.atomic
def change(
    *,
    document: OfficialDocument,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> OfficialDocument:
    """Reword a draft. Refused: not_a_draft, series_unfit, copies_apart."""
    check_may(by, "change", document)
    hold(document, seen_revision)
    rules.require_worded(DocumentState(document.state))
    before = document.type_id
    for name, value in values.items():
        setattr(document, name, value)
    _require_series(document)
    if document.type_id != before:
        require_type(document, timezone.localdate(at))
    note_words(document)
    document.save()
    write(by=by, at=at, verb="registry.change", subject=document, programme=slug_of(document))
    return document


@transaction.atomic
def add_recipient(
    *,
    document: OfficialDocument,
    by: Seat,
    at: datetime,
    purpose: str,
    institution: Institution | None = None,
    name: str = "",
) -> Recipient:
    """An institution of this server, or somebody by name. Until the document is numbered.

    Refused: recipient_one, recipient_twice, recipients_closed.
    """
    check_may(by, "recipients", document)
    hold(document)
    _require_addressing(document)
    rules.require_recipient(institution is not None, bool(name.strip()))
    try:
        with transaction.atomic():
            row = Recipient.objects.create(
                document=document, institution=institution, name=name.strip(), purpose=purpose
            )
    except IntegrityError as taken:
        raise Refused("recipient_twice", N_("This institution receives the document already.")) from taken
    note_words(document)
    document.save()
    write(by=by, at=at, verb="registry.add_recipient", subject=document, recipient=str(row))
    return row


@transaction.atomic
def remove_recipient(*, recipient: Recipient, by: Seat, at: datetime) -> None:
    document = recipient.document
    check_may(by, "recipients", document)
    hold(document)
    _require_addressing(document)
    write(by=by, at=at, verb="registry.remove_recipient", subject=document, recipient=str(recipient))
    recipient.delete()
    note_words(document)
    document.save()


def _require_addressing(document: OfficialDocument) -> None:
    if document.direction != Direction.OUT or document.state not in (
        DocumentState.DRAFT,
        DocumentState.REVIEWED,
        DocumentState.CHECKED,
        DocumentState.SIGNED,
        DocumentState.NUMBERED,
    ):
        raise Refused("recipients_closed", N_("The document has gone out; its recipients stay as they are."))


@transaction.atomic
def register(
    *,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    arrival: Recipient | None = None,
    paper: PartnerPaper | None = None,
) -> OfficialDocument:
    """Enter what arrived, with the next arrival number of the year. `values`: series, arrived_on, type, subject,
    language, sender, sender_institution, sender_number, dated, signer, answer_by, programme, relation,
    related.

    `arrival` is the line of another institution's document on this server, `paper` what the partner's server told of one:
    the files come along.
    Refused: day_ahead, dated_after_arrival, answer_before_arrival, registered_already, paper_recalled.
    """
    told = dict(values)
    arrived_on = told.pop("arrived_on")
    assert isinstance(arrived_on, date)
    document = OfficialDocument(
        institution=by.institution,
        direction=Direction.IN,
        state=DocumentState.REGISTERED,
        listed_on=arrived_on,
        created_by=str(by.account)[:200],
        created_at=at,
        **told,
    )
    check_may(by, "register", document)
    _require_series(document)
    rules.require_arrival(document.listed_on, document.dated, timezone.localdate(at))
    rules.require_answer_by(document.answer_by, document.listed_on)
    if arrival is not None:
        arrival = waiting_arrival(arrival, by)
        document.sender_institution = arrival.document.institution
    if paper is not None:
        paper = waiting_paper(paper, by)
        document.sender_institution = paper.sender
    give_number(document, document.listed_on.year)
    note_words(document)
    document.save()
    if arrival is not None:
        enter_arrival(arrival, document)
    if paper is not None:
        enter_paper(paper, document, by, at)
    note_move(document, by, at)
    write(by=by, at=at, verb="registry.register", subject=document, programme=slug_of(document))
    return document


@transaction.atomic
def archive(
    *,
    document: OfficialDocument,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> OfficialDocument:
    """Archive number and how long it is kept. `values`: archive_number, retention_years, kept_for_ever, retention_basis.

    Refused: kept_how_long, retention_basis.
    """
    check_may(by, "archive", document)
    hold(document, seen_revision)
    rules.require_not_destroyed(document.destroyed_on)
    for name, value in values.items():
        setattr(document, name, value)
    rules.require_retention(
        document.retention_years, for_ever=document.kept_for_ever, basis=document.retention_basis
    )
    note_words(document)
    document.save()
    write(by=by, at=at, verb="registry.archive", subject=document, programme=slug_of(document))
    return document
