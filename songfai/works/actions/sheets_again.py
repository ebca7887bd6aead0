"""A sheet that is brought again: its rows change the drafts an earlier one made, and make no second ones."""

from datetime import datetime
from typing import Any

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.works.actions.holding import hold, note_words
from songfai.works.actions.persons import drop_unused
from songfai.works.models import Author, Benefit, Part, Sheet, SheetLine, Work
from songfai.works.rules.entries import Entry, Person, Problem
from songfai.works.states import CREATORS, WORDED, AuthorRole, PartKind, SheetKind

# Marks that are asked for at once.
MARKS = 500
CHANGED = N_("Somebody changed this work since. Take the list of those that are not filed anew.")
# What an author confirms; as actions.authors has it.
CONFIRMED = ("role", "share", "account_id")
# What a column says of an author; the others are in every sheet.
OF_AUTHOR = {
    "born": "born",
    "workplace": "workplace",
    "email": "account_id",
    "union_member": "union_member",
    "heads_unit": "heads_unit",
}


def author_fields(one: Person, place: int, language: str) -> dict[str, Any]:
    """A row's author as a line of a work: the first one is the lead author."""
    return {
        "role": AuthorRole.CO if place else AuthorRole.LEAD,
        "name": Trilingual(**{language: one.name}),
        "account_id": one.account,
        "born": one.born,
        "workplace": one.workplace,
        "share": one.share,
        "union_member": one.union_member,
        "heads_unit": one.heads_unit,
    }


def known_works(entries: list[Entry], seat: Seat) -> dict[int, Work]:
    """Row of an entry -> the work of this institution that it is: by its mark of the list, else by title and authors."""
    rows = Work.objects.filter(institution=seat.institution_id, on_behalf=True).defer("search")
    by_key = {str(one.known): one.row for one in entries if one.known}
    found: dict[int, Work] = {}
    for part in _parts(sorted(by_key)):
        found |= {by_key[str(work.key)]: work for work in rows.filter(key__in=part)}
    by_mark = {one.mark: one for one in entries if not one.known}
    for part in _parts(sorted(by_mark)):
        lines = SheetLine.objects.filter(
            mark__in=part, sheet__seat__institution=seat.institution_id, sheet__kind=SheetKind.WORKS
        )
        for line in lines.select_related("work").defer("work__search").order_by("id"):
            entry = by_mark[line.mark]
            entry.revision = line.revision
            found[entry.row] = line.work
    return found


def _parts(values: list[str]) -> list[list[str]]:
    return [values[at : at + MARKS] for at in range(0, len(values), MARKS)]


def unknown_marks(entries: list[Entry], seat: Seat) -> list[Problem]:
    """Rows whose mark leads to no work of the unit, to one that changed since, or to one that another row changes."""
    there, found = known_works(entries, seat), []
    taken: dict[int, int] = {}
    for entry in entries:
        work = there.get(entry.row)
        column = "mark" if entry.known else "title"
        refused = None
        if work is None:
            if entry.known:
                refused = Refused("mark_unknown", N_("No work of your unit has this mark."))
        elif work.pk in taken:
            refused = Refused(
                "twice_in_sheet", N_("Row %(row)s changes the same work already."), row=taken[work.pk]
            )
        elif work.stage in WORDED and work.revision != entry.revision:
            refused = Refused(
                "changed_since",
                CHANGED,
            )
        if work is not None:
            taken.setdefault(work.pk, entry.row)
        if refused:
            found.append(Problem(entry.row, column, refused))
    return found


def change_from_sheet(sheet: Sheet, work: Work, entry: Entry, at: datetime) -> None:
    """The draft as the sheet says it now. What stands only in Songfai stays: texts in other languages, files, helpers,
    confirmed benefits, the word of authors whose role and share did not change, and what the sheet has no column for. A filed
    work is left as it is. Refused: changed_since."""
    hold(work)
    if work.stage not in WORDED:
        SheetLine.objects.create(sheet=sheet, row=entry.row, work=work, mark=entry.mark, made=False)
        return
    if work.revision != entry.revision + 1:
        raise Changed("changed_since", CHANGED)
    language = sheet.language
    work.title = _said(work.title, language, entry.title)
    for name, value in entry.says().items():
        setattr(work, name, value)
    _parts_of(work, entry, language)
    if "fields" in entry.columns:
        work.fields.set(entry.fields)
    signed = _authors(work, entry, language)
    if "year" in entry.columns:
        _benefits(work, entry)
    note_words(work)
    work.save()
    SheetLine.objects.create(
        sheet=sheet,
        row=entry.row,
        work=work,
        mark=entry.mark,
        made=False,
        revision=work.revision,
        signed=signed,
    )
    # An earlier sheet does not change it behind this one's back.
    SheetLine.objects.filter(work=work).exclude(sheet=sheet).update(mark=entry.mark, revision=work.revision)
    write(by=sheet.seat, at=at, verb="works.change", subject=work, row=entry.row)


def _said(text: Trilingual, language: str, words: str) -> Trilingual:
    return Trilingual(**text.as_dict() | {language: words})


def _parts_of(work: Work, entry: Entry, language: str) -> None:
    there = {one.kind: one for one in work.parts.all()}
    for kind in PartKind:
        words = entry.parts.get(kind, "")
        row = there.get(kind) or Part(work=work, kind=kind)
        if words or row.pk:
            # An empty cell takes nothing away: a workbook cannot hold the longest texts.
            row.text = _said(row.text, language, words) if words else row.text
            if "confidential" in entry.columns:
                row.confidential = kind in entry.confidential
            row.save()


def _authors(work: Work, entry: Entry, language: str) -> list[int]:
    """Ids of those who have signed. An author is known again by the account, else by the name."""
    there = list(work.authors.filter(role__in=sorted(CREATORS)).order_by("id"))
    pairs: list[tuple[Author, dict[str, Any], bool]] = []
    for place, one in enumerate(entry.authors):
        row = next((row for row in there if _same(row, one)), None)
        values = author_fields(one, place, language)
        if row is not None:
            there.remove(row)
            values["name"] = _said(row.name, language, one.name)
            for column, name in OF_AUTHOR.items():
                if column not in entry.columns:
                    del values[name]
        pairs.append((row or Author(work=work), values, one.signed))
    for gone in there:
        gone.delete()
    drop_unused({gone.known_id for gone in there})
    # One lead at a time: who led before stands back first.
    work.authors.filter(role=AuthorRole.LEAD).exclude(
        pk__in=[row.pk for row, values, _signed in pairs if values["role"] == AuthorRole.LEAD]
    ).update(role=AuthorRole.CO)
    for row, values, _signed in reversed(pairs):
        if row.pk and any(name in values and getattr(row, name) != values[name] for name in CONFIRMED):
            row.confirmed = row.confirmed_by = row.confirmed_paper = ""
            row.confirmed_at = row.signed_paper = None
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return [row.pk for row, _values, signed in pairs if signed]


def _same(row: Author, one: Person) -> bool:
    if row.account_id is not None and one.account is not None:
        return row.account_id == one.account
    return fold(one.name) in {fold(name) for name in row.name.as_dict().values()}


def _benefits(work: Work, entry: Entry) -> None:
    work.benefits.filter(confirmed_at=None).delete()
    kept = set(work.benefits.values_list("year", "kind"))
    Benefit.objects.bulk_create(
        Benefit(work=work, year=one.year, kind=one.kind, minor=one.minor, currency=one.currency)
        for one in entry.benefits
        if (one.year, one.kind) not in kept
    )
