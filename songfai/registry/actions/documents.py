"""Documents drafted, reworded, addressed, registered on arrival and put into the archive."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution, Seat
from songfai.registry import rules
from songfai.registry.actions.holding import give_number, hold, note_move, note_words, require_type, slug_of
from songfai.registry.actions.parts import take_over
from songfai.registry.models import OfficialDocument, Part, PartnerPaper, Recipient
from songfai.registry.permissions import check_may
from songfai.registry.queries import from_partners, to_register
from songfai.registry.statements import say_registered
from songfai.registry.states import SENT, Direction, DocumentState, Numbers


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
        arrival = to_register(by).select_for_update(of=("self",)).filter(pk=arrival.pk).first()
        if arrival is None:
            raise _registered_already()
        document.sender_institution = arrival.document.institution
    if paper is not None:
        paper = _waiting_paper(paper, by)
        document.sender_institution = paper.sender
    give_number(document, document.listed_on.year)
    note_words(document)
    document.save()
    if arrival is not None:
        _take_over(document, arrival)
    if paper is not None:
        _take_over_paper(document, paper, by, at)
    note_move(document, by, at)
    write(by=by, at=at, verb="registry.register", subject=document, programme=slug_of(document))
    return document


def _registered_already() -> Refused:
    return Refused("registered_already", N_("Somebody has registered this document already."))


def _waiting_paper(paper: PartnerPaper, by: Seat) -> PartnerPaper:
    found = from_partners(by).select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None or found.registered_id is not None:
        raise _registered_already()
    if found.state not in SENT:
        raise Refused(
            "paper_recalled", N_("The sender has recalled this document meanwhile. It is not registered.")
        )
    return found


def _take_over_paper(document: OfficialDocument, paper: PartnerPaper, by: Seat, at: datetime) -> None:
    """The files that have come, with their words for search; the sender is told the day and the number."""
    take_over(document, paper.parts.select_related("file"))
    paper.registered = document
    paper.save(update_fields=["registered"])
    say_registered(paper, by, at)


def _take_over(document: OfficialDocument, arrival: Recipient) -> None:
    """The same stored files, shared when they were sent; the sender sees that its document was registered."""
    Part.objects.bulk_create(
        Part(
            document=document, kind=one.kind, title=one.title, file=one.file, text=one.text, unread=one.unread
        )
        for one in arrival.document.parts.all()
    )
    arrival.registered = document
    arrival.save(update_fields=["registered"])
    note_words(document)
    document.save(update_fields=["search"])


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
    for name, value in values.items():
        setattr(document, name, value)
    rules.require_retention(
        document.retention_years, for_ever=document.kept_for_ever, basis=document.retention_basis
    )
    note_words(document)
    document.save()
    write(by=by, at=at, verb="registry.archive", subject=document, programme=slug_of(document))
    return document
