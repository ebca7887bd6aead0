"""What the actions of the room share: holding a document, giving a number, its words for search, its way."""

from datetime import date, datetime

from django.db.models import Max

from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.registry import rules
from songfai.registry.models import Move, OfficialDocument, Series
from songfai.registry.queries import given
from songfai.registry.states import NumberForm

# Of one file so much is kept for search: some two hundred pages.
LONGEST_TEXT = 400_000


def hold(document: OfficialDocument, seen_revision: int | None = None) -> None:
    """The document as it is now; nobody else changes it until the transaction ends. Takes its next revision."""
    document.refresh_from_db(from_queryset=OfficialDocument.objects.select_for_update())
    if seen_revision is not None and seen_revision != document.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    document.revision += 1


def give_number(document: OfficialDocument, year: int) -> None:
    """The next number of its series in a year. The series is held meanwhile: nobody else is given the same one."""
    series = Series.objects.select_for_update().get(pk=document.series_id)
    if not series.active:
        raise Refused("series_closed", N_("This series is no longer in use."))
    last = OfficialDocument.objects.filter(series=series, year=year).aggregate(Max("number"))["number__max"]
    document.year = year
    document.number = rules.next_number([last] if last else [], series.first_in(year))
    document.printed = rules.printed(
        document.number, NumberForm(series.form), document.code, series.symbol, document.unit_symbol
    )


def note_words(document: OfficialDocument) -> None:
    """The words by which it is found: subject, numbers, sender, signer, recipients, and what its files say."""
    texts = [document.subject.get(language) for language in LANGUAGES]
    texts += [
        document.printed,
        document.sender_number,
        document.sender,
        document.signer,
        document.archive_number,
    ]
    if document.sender_institution:
        texts += document.sender_institution.name.as_dict().values()
    if document.pk:
        for one in document.recipients.select_related("institution"):
            texts += [one.name, *(one.institution.name.as_dict().values() if one.institution else ())]
        for title, text in document.parts.values_list("title", "text"):
            texts += [title, text]
    document.search = fold("\n".join(one for one in texts if one))


def note_move(document: OfficialDocument, by: Seat, at: datetime, note: str = "") -> None:
    Move.objects.create(
        document=document, state=document.state, who=str(by.account)[:200], at=at, note=note[:500]
    )


def slug_of(document: OfficialDocument) -> str:
    return document.programme.slug if document.programme else ""


def require_type(document: OfficialDocument, day: date) -> None:
    """Refused: type_not_given, where the institution gives no papers of the type on the day."""
    if document.type is not None:
        rules.require_given(given(document.institution, day).filter(pk=document.type.pk).exists())
