"""A row of a workbook becomes a work with its authors, or says which cell is wrong and why. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from songfai.kit.dates import PartialDate, parse_human
from songfai.kit.errors import N_, Refused
from songfai.kit.formats import CURRENCIES
from songfai.kit.money import to_minor
from songfai.kit.numbers import parse_number
from songfai.kit.tables_in import Cell, text_of
from songfai.kit.text import fold, normalise_line
from songfai.works.columns import COLUMNS, NEEDED
from songfai.works.rules.entries import Entry, Person, Problem, Words, Yearly
from songfai.works.rules.works import WHOLE, require_benefit
from songfai.works.states import BenefitKind, Investor, PartKind, SheetKind

MOST_ROWS = 50_000
LONGEST = {"title": 500, "author": 200, "workplace": 300, "investor": 300} | dict.fromkeys(PartKind, 60_000)
WORK_COLUMNS = (
    "title",
    "type",
    "fields",
    "applied",
    "unit",
    *PartKind,
    "confidential",
    "state_funded",
    "invested_by",
    "investor",
    "investor_refused",
    "mark",
)
BENEFIT_COLUMNS = ("year", "known_how", "amount", "currency")
AUTHOR_COLUMNS = ("author", "born", "workplace", "share", "email", "union_member", "heads_unit", "signed")
EARLIEST, LATEST = 1990, 2200


def placed(
    heading: Sequence[Cell], known: Mapping[str, str], kind: SheetKind = SheetKind.WORKS
) -> dict[str, int]:
    """Which column stands where; `known`: folded heading in any language -> key. Refused: heading_missing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        key = known.get(fold(text_of(cell)))
        if key and key not in found:
            found[key] = place
    for key in NEEDED[kind]:
        if key not in found:
            raise Refused(
                "heading_missing",
                N_(
                    "The first row has no column “%(column)s”. Take the template, and leave its first row as it is."
                ),
                column=COLUMNS[kind][key][0],
            )
    return found


class Reader:
    """Reads rows in their order; `entries` and `problems` grow as it goes. `once`: columns that only the first row of a number
    fills."""

    once: Sequence[str] = WORK_COLUMNS
    entry: type[Entry] = Entry

    def __init__(self, places: Mapping[str, int], words: Words, language: str) -> None:
        self.places, self.words, self.language = places, words, language
        self.columns = frozenset(places)
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.rows = 0
        self._by_number: dict[str, Entry] = {}
        self._row = 0
        self._cells: Sequence[Cell] = ()

    def read(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        for self._row, self._cells in rows:
            if not any(text_of(cell) for cell in self._cells):
                continue
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise Refused("sheet_too_long", N_("A sheet has at most %(most)s rows."), most=MOST_ROWS)
            self._one()
        for entry in self.entries:
            self._whole(entry)
        self._twins()

    def _one(self) -> None:
        number = self._text("number")
        if not number:
            return self._wrong("number", N_("The number is missing."))
        entry = self._by_number.get(number)
        if entry is None:
            entry = self._by_number[number] = self.entry(self._row, self.columns)
            self.entries.append(entry)
            self._work(entry)
        elif any(self._text(name) for name in self.once):
            self._wrong(
                "title", N_("This number stands above already: further rows name further authors only.")
            )
        if any(self._text(name) for name in BENEFIT_COLUMNS):
            self._benefit(entry)
            # A row may hold a further year alone.
            if entry.row != self._row and not any(self._text(name) for name in AUTHOR_COLUMNS):
                return None
        self._author(entry)
        return None

    def _work(self, entry: Entry) -> None:
        entry.title = normalise_line(self._long("title"))
        if not entry.title:
            self._wrong("title", N_("The title is missing."))
        entry.type = self._word("type", self.words.types)
        for pk in self._words("fields", self.words.fields):
            if pk not in entry.fields:
                entry.fields.append(pk)
        entry.applied = self._date("applied")
        entry.unit = self._unit()
        entry.parts = {kind: text for kind in PartKind if (text := self._long(kind))}
        entry.confidential = set(self._words("confidential", self.words.parts))
        entry.state_funded = self._yes("state_funded")
        entry.paid = self._paid()
        self._mark(entry)

    def _paid(self) -> dict[str, Any]:
        """Fields of the work. Whose word or name stands there says the rest too; an empty cell takes back what it held."""
        typed, name = self._text("invested_by"), normalise_line(self._long("investor"))
        said, refused = self._word("invested_by", self.words.investors), self._yes("investor_refused")
        if typed and not said:
            return {}
        by = Investor(said) if said else Investor.OTHER if name else Investor.AUTHORS
        for column, filled in (("investor", bool(name)), ("investor_refused", refused)):
            if filled and by != Investor.OTHER:
                self._wrong(
                    column,
                    N_(
                        "A name and a refusal are entered where somebody else has paid: choose that, or leave them out."
                    ),
                )
        if by != Investor.OTHER and "invested_by" in self.columns:
            return {"invested_by": by, "investor": "", "investor_refused": False}
        cells = {"investor": name, "investor_refused": refused}
        told = {column: value for column, value in cells.items() if column in self.columns}
        return told | ({"invested_by": by} if by == Investor.OTHER else {})

    def _mark(self, entry: Entry) -> None:
        typed = self._text("mark")
        if not typed:
            return
        key, _slash, revision = typed.partition("/")
        try:
            entry.known, entry.revision = UUID(key), int(revision)
        except ValueError:
            self._wrong(
                "mark", N_("This mark is not one that Songfai gave out. Leave it as it was, or empty.")
            )

    def _unit(self) -> int | None:
        typed = self._text("unit")
        if not typed:
            return None
        found = self.words.units.get(fold(typed), ())
        if len(found) != 1:
            words = N_("No unit of yours is called “%(typed)s”.")
            if found:
                words = N_(
                    "Several units are called “%(typed)s”: write its name in another language, or leave it empty."
                )
            self._wrong("unit", words, typed=typed[:60])
            return None
        return found[0]

    def _benefit(self, entry: Entry) -> None:
        typed = {name: self._text(name) for name in BENEFIT_COLUMNS}
        if not typed["year"].isdigit() or not EARLIEST <= int(typed["year"]) <= LATEST:
            self._wrong("year", N_("Write the year with four digits, as in 2026."))
            return
        kind = self._word("known_how", self.words.kinds)
        if not kind:
            if not typed["known_how"]:
                self._wrong("known_how", N_("Say how the benefit is known."))
            return
        year, currency = int(typed["year"]), typed["currency"].upper()
        if any((one.year, one.kind) == (year, kind) for one in entry.benefits):
            self._wrong("year", N_("A benefit of this kind stands above for this year already."))
            return
        if typed["amount"] and currency not in CURRENCIES:
            self._wrong("currency", N_("Money needs its currency: choose one."))
            return
        amount, minor = self._number("amount"), None
        try:
            if amount is not None and amount <= 0:
                raise Refused("amount_positive", N_("The amount is more than 0."))
            minor = to_minor(amount, currency) if amount is not None else None
            require_benefit(BenefitKind(kind), minor)
        except Refused as refused:
            self.problems.append(Problem(self._row, "amount", refused))
            return
        entry.benefits.append(Yearly(year, kind, minor, currency if minor is not None else ""))

    def _author(self, entry: Entry) -> None:
        name = normalise_line(self._long("author"))
        if not name:
            return self._wrong("author", N_("The author’s name is missing."))
        known, share = len(self.problems), self._number("share")
        if len(self.problems) > known:
            share = None
        elif share is None or not 0 < share <= WHOLE or share != round(share, 2):
            self._wrong("share", N_("The share of an author is more than 0 and at most 100 per cent."))
            share = None
        email = self._text("email").lower()
        account = self.words.accounts.get(email) if email else None
        if email and account is None:
            self._wrong("email", N_("Nobody with this address has a seat in your unit."))
        if account is not None and account in [one.account for one in entry.authors]:
            self._wrong("email", N_("A work has one lead author, and each person stands in it once."))
        workplace = normalise_line(self._long("workplace"))
        born, share = self._date("born"), share or Decimal(0)
        said = (self._yes("union_member"), self._yes("heads_unit"), self._yes("signed"))
        entry.authors.append(Person(name, born, workplace, share, account, *said))
        return None

    def _whole(self, entry: Entry) -> None:
        """What is asked of all rows of one number together."""
        total = sum((one.share for one in entry.authors), Decimal(0))
        if entry.authors and all(one.share for one in entry.authors) and total != WHOLE:
            refused = Refused(
                "shares_not_whole",
                N_("The shares of the authors add to %(total)s per cent, not to 100."),
                total=f"{total.normalize():f}",
            )
            self.problems.append(Problem(entry.row, "share", refused))

    def _twins(self) -> None:
        """The same work twice in one sheet would be filed twice."""
        first: dict[str, int] = {}
        for entry in self.entries:
            row = first.setdefault(entry.mark, entry.row)
            if row != entry.row and entry.title:
                refused = Refused(
                    "twice_in_sheet",
                    N_("The same title with the same authors stands in row %(row)s."),
                    row=row,
                )
                self.problems.append(Problem(entry.row, "title", refused))

    # ------------------------------------------------------------ cells

    def _cell(self, name: str) -> Cell:
        place = self.places.get(name)
        return self._cells[place] if place is not None and place < len(self._cells) else None

    def _text(self, name: str) -> str:
        return text_of(self._cell(name))

    def _long(self, name: str) -> str:
        text = self._text(name)
        if len(text) > LONGEST[name]:
            self._wrong(name, N_("This text is longer than %(most)s letters."), most=LONGEST[name])
            return ""
        return text

    def _word(self, name: str, known: Mapping[str, str]) -> str:
        typed = self._text(name)
        if typed and fold(typed) not in known:
            self._wrong(name, N_("“%(typed)s” is not in the list."), typed=typed[:60])
        return known.get(fold(typed), "")

    def _words(self, name: str, known: Mapping[str, Any]) -> list[Any]:
        """Several words of a list, with a semicolon between them."""
        found = []
        for typed in filter(None, (one.strip() for one in self._text(name).split(";"))):
            if fold(typed) in known:
                found.append(known[fold(typed)])
            else:
                self._wrong(name, N_("“%(typed)s” is not in the list."), typed=typed[:60])
        return found

    def _yes(self, name: str) -> bool:
        typed = fold(self._text(name))
        if typed and typed not in self.words.yes:
            self._wrong(name, N_("Write yes or no."))
        return self.words.yes.get(typed, False)

    def _date(self, name: str) -> PartialDate | None:
        typed = self._text(name)
        if not typed:
            return None
        try:
            return parse_human(typed, self.language)
        except Refused as refused:
            self.problems.append(Problem(self._row, name, refused))
            return None

    def _number(self, name: str) -> Decimal | None:
        cell = self._cell(name)
        try:
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                return Decimal(repr(cell)).normalize()
            return parse_number(typed, self.language) if (typed := text_of(cell)) else None
        except (Refused, InvalidOperation) as error:
            refused = error if isinstance(error, Refused) else Refused("number", N_("This is not a number."))
            self.problems.append(Problem(self._row, name, refused))
            return None

    def _wrong(self, column: str, text: str, **params: object) -> None:
        self.problems.append(Problem(self._row, column, Refused("cell_wrong", text, **params)))


def require_taken_once(*, taken: bool, wrong: int, works: int) -> None:
    if taken:
        raise Refused("sheet_taken", N_("This sheet is taken in already."))
    if wrong:
        raise Refused(
            "sheet_wrong",
            N_("Mend the cells that are wrong, and give the sheet again: it is taken in whole."),
        )
    if not works:
        raise Refused("sheet_empty", N_("There is no work in this sheet."))
