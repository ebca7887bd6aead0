"""The balance as files: a workbook whose sheets show what each number is made of, and the picture by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from songfai.kit.clock import today
from songfai.kit.export import XLSX, attachment, export_response
from songfai.kit.formats import CURRENCIES, USUAL_STYLE, format_date, format_money
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.money import to_amount
from songfai.kit.pictures import balance_picture
from songfai.kit.pictures.balances import Row
from songfai.kit.shown import num, plain
from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.programmes.models import Programme
from songfai.support.balance import Apart, Line, Pair, Unit
from songfai.support.measures import Counted, counted
from songfai.support.models import Support
from songfai.visits.models import Visit
from songfai.visits.states import HOW_VISITS_COUNT


@dataclass(frozen=True, slots=True)
class Balance:
    """What a page of the balance shows: the years counted, the one chosen, the units agreed, a line a measure."""

    programme: Programme
    years: Sequence[int]
    year: int | None
    agreed: dict[str, Unit]
    lines: list[Line]
    apart: list[Apart]
    named: dict[int, Trilingual]  # the further parties of `apart`
    undelegated: Sequence[Visit]  # of all years

    @property
    def undelegated_shown(self) -> list[Visit]:
        """Of the year that is shown, or of all."""
        return [one for one in self.undelegated if self.year in (None, one.starts_on.year)]

    @property
    def title(self) -> str:
        years = str(self.year) if self.year else f"{self.years[0]}–{self.years[-1]}"
        return f"{_('Balance of contributions')} {years}"


def exported_file(request: HttpRequest, shown: Balance) -> HttpResponse | None:
    """The balance as XLSX, CSV or SVG where the address asks for one, else None: the page goes on."""
    name, wanted = f"{shown.programme.slug}-balance", request.GET.get("export")
    if wanted == "svg":
        return attachment(picture(shown).encode(), f"{name}.svg", "image/svg+xml")
    if wanted == "xlsx":
        content = as_workbook(sheets(shown), current_language(), _("Balance"))
        return attachment(content, f"{name}.xlsx", XLSX)
    rows = flat(shown.lines)
    return export_response(request, rows, columns(shown.programme), name, _("Balance"))


def undelegated_in_words(number: int) -> str:
    """What a count leaves out because nobody has written it down."""
    text = ngettext(
        "Who travelled on one visit is not written down: its delegates are in no number.",
        "Who travelled on %(n)s visits is not written down: their delegates are in no number.",
        number,
    )
    return text % {"n": num(number)}


def how_counted(shown: Balance, visits: Sequence[Visit]) -> list[str]:
    """The rule of the count and its day, as sentences; `visits` are those of which nobody has said who travelled."""
    language = current_language()
    day = format_date(today(), language, USUAL_STYLE[language])
    units = (
        _("The units are those both sides agreed.")
        if shown.agreed
        else _("The sides have not agreed on units yet; the usual ones are shown.")
    )
    return [
        _(
            "Counted is what the receiving side has confirmed. Units are never added together, "
            "and a balance need not be even: the sides agree what each gives."
        ),
        _(HOW_VISITS_COUNT),
        *([undelegated_in_words(len(visits))] if visits else []),
        units,
        _("Counted up to %(date)s.") % {"date": day},
    ]


def side_names(programme: Programme) -> tuple[str, str]:
    first, second = (side.display_name.best(current_language())[0] for side in programme.sides.all())
    return first, second


# ---- The picture ------------------------------------------------------------------------------------------


def picture(shown: Balance) -> str:
    rows = []
    for line in shown.lines:
        pair = line.years[shown.year] if shown.year else line.total
        unit = "" if line.measure.is_money else f" ({plain(unit_words(line))})"
        rows.append(Row(f"{_(line.measure.words)}{unit}", *pair, said_pair(line, pair)))
    heading = [plain(shown.programme.title), shown.title]
    return balance_picture(
        heading, side_names(shown.programme), rows, how_counted(shown, shown.undelegated_shown)
    )


# ---- The workbook -----------------------------------------------------------------------------------------


def sheets(shown: Balance) -> list[Sheet]:
    """The numbers, the rows they are made of, and how it was counted."""
    names = side_names(shown.programme)
    told = [plain(shown.programme.title), shown.title, *how_counted(shown, shown.undelegated)]
    rows = [
        made_of(one, names, shown)
        for one in counted(shown.programme, shown.years)
        if one.measure.slug not in shown.agreed or shown.agreed[one.measure.slug].counted
    ]
    return [
        Sheet(_("Balance"), columns(shown.programme), flat(shown.lines)),
        *(
            [Sheet(_("Further parties"), apart_columns(shown.programme), apart_rows(shown))]
            if shown.apart
            else []
        ),
        Sheet(_("What was counted"), [*ROW_COLUMNS, *([TO_COLUMN] if shown.apart else [])], rows),
        *(
            [Sheet(_("Delegations not written down"), VISIT_COLUMNS, shown.undelegated)]
            if shown.undelegated
            else []
        ),
        Sheet(_("How it was counted"), [Column("words", _("How it was counted"), str)], told),
    ]


ROW_COLUMNS = [
    Column("measure", gettext_lazy("What is counted"), "measure"),
    Column("unit", gettext_lazy("Unit of measure"), "unit"),
    Column("year", gettext_lazy("Year"), "year", "year"),
    Column("side", gettext_lazy("Given by"), "side"),
    Column("title", gettext_lazy("What was given"), "title"),
    Column("day", gettext_lazy("Day"), "day", "date"),
    Column("number", gettext_lazy("How much"), "number", "number"),
]

VISIT_COLUMNS = [
    Column("title", gettext_lazy("Visit"), lambda visit: plain(visit.title)),
    Column("year", gettext_lazy("Year"), lambda visit: visit.starts_on.year, "year"),
    Column("day", gettext_lazy("Day"), lambda visit: visit.starts_on, "date"),
]

# Only where a further party received something.
TO_COLUMN = Column("to", gettext_lazy("Given to a further party"), "to")


def apart_rows(shown: Balance) -> list[dict[str, Any]]:
    """One row a further party, measure and year."""
    return [
        {
            "party": plain(shown.named[one.party]),
            "measure": _(one.measure.words),
            "unit": one.currency or plain(unit_words(one.line())),
            "year": year,
            "gave": exported(one.line(), gave),
            "a": exported(one.line(), one.took[year][0]),
            "b": exported(one.line(), one.took[year][1]),
        }
        for one in shown.apart
        for year, gave in one.gave.items()
    ]


def apart_columns(programme: Programme) -> list[Column]:
    names = side_names(programme)
    return [
        Column("party", gettext_lazy("Further party"), "party"),
        Column("measure", gettext_lazy("What is counted"), "measure"),
        Column("unit", gettext_lazy("Unit of measure"), "unit"),
        Column("year", gettext_lazy("Year"), "year", "year"),
        Column("gave", gettext_lazy("It gave"), "gave", "number"),
        Column("a", _("Given to it by %(side)s") % {"side": names[0]}, "a", "number"),
        Column("b", _("Given to it by %(side)s") % {"side": names[1]}, "b", "number"),
    ]


def made_of(one: Counted, names: tuple[str, str], shown: Balance) -> dict[str, Any]:
    """A row of what was counted: the numbers of one measure, year and side add up to the balance, and those of a further
    party to what stands beside it."""
    agreed, gave, took = shown.agreed, one.gave, one.took
    unit = agreed.get(one.measure.slug)
    line = Line(one.measure, one.currency, unit.unit if unit else None, {}, {})
    per = unit.per if unit and not one.measure.is_money else Decimal(1)
    return {
        "measure": _(one.measure.words),
        "unit": one.currency or plain(unit_words(line)),
        "year": one.year,
        "side": plain(shown.named[gave]) if gave else names[one.side - 1],
        "to": plain(shown.named[took]) if took else "",
        "title": plain(one.row.title),
        "day": day_of(one.row),
        "number": exported(line, one.number / per),
    }


def day_of(row: Visit | Support) -> date | None:
    return row.received_on if isinstance(row, Support) else row.starts_on


def unit_words(line: Line) -> Any:
    """The unit the sides agreed, else the measure's own; of money its currency."""
    if line.measure.is_money:
        return CURRENCIES[line.currency][1][current_language()]
    return line.unit or _(line.measure.unit)


def said(line: Line, number: Decimal) -> str:
    """A number of a line as the page writes it."""
    if line.measure.is_money:
        return format_money(int(number), line.currency, current_language())
    return num(number.quantize(Decimal("0.01")))


def said_pair(line: Line, pair: Pair) -> tuple[str, str]:
    return said(line, pair[0]), said(line, pair[1])


def flat(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """One row a measure and year, for the files."""
    rows = []
    for line in lines:
        for year, pair in line.years.items():
            row: dict[str, Any] = {
                "measure": _(line.measure.words),
                "unit": line.currency or plain(unit_words(line)),
                "year": year,
            }
            for place, letter in enumerate("ab"):
                row[letter] = exported(line, pair[place])
                row[f"{letter}_sum"] = exported(line, line.sums[year][place])
            rows.append(row)
    return rows


def exported(line: Line, number: Decimal) -> Any:
    if line.measure.is_money:
        return to_amount(int(number), line.currency)
    return number if number == number.to_integral_value() else number.quantize(Decimal("0.01"))


def columns(programme: Programme) -> list[Column]:
    names = [side.display_name.best(current_language())[0] for side in programme.sides.all()]
    return [
        Column("measure", gettext_lazy("What is counted"), "measure"),
        Column("unit", gettext_lazy("Unit of measure"), "unit"),
        Column("year", gettext_lazy("Year"), "year", "year"),
        Column("a", names[0], "a", "number"),
        Column("b", names[1], "b", "number"),
        Column("a_sum", _("%(side)s, cumulated") % {"side": names[0]}, "a_sum", "number"),
        Column("b_sum", _("%(side)s, cumulated") % {"side": names[1]}, "b_sum", "number"),
    ]
