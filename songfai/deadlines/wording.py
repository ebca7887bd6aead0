"""How a date was counted, in the reader's words."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songfai.deadlines.counting import Counted, Gap, Limit, Special
from songfai.deadlines.states import Unit
from songfai.kit.dates import PartialDate
from songfai.kit.formats import USUAL_STYLE, format_date, format_number, format_period
from songfai.kit.forms import current_language

COUNTRIES = ("VN", "LA")
NEXT_WORKING_DAY = 3  # from a Friday to a Monday


def country(code: str) -> str:
    """The country's name; an unlisted one by its letters."""
    return {"VN": _("Viet Nam"), "LA": _("Lao PDR")}.get(code, code)


def said(day: date) -> str:
    language = current_language()
    return format_date(day, language, USUAL_STYLE[language])


def limit_in_words(limit: Limit) -> str:
    """7 working days; 6 months before; every year on 1 May; nothing where no limit is known."""
    if not limit.is_known:
        return _("no limit known")
    if limit.unit == Unit.DAY_OF_YEAR:
        assert limit.month is not None
        language = current_language()
        day = format_date(PartialDate(None, limit.month, limit.day or 1), language, USUAL_STYLE[language])
        return _("every year on %(day)s") % {"day": day}
    assert limit.amount is not None
    if limit.amount == 0:
        return _("on the same day")
    before = limit.amount < 0
    number = abs(limit.amount)
    words = {
        (Unit.DAYS, False): ngettext("%(n)s day", "%(n)s days", number),
        (Unit.DAYS, True): ngettext("%(n)s day before", "%(n)s days before", number),
        (Unit.WORKING_DAYS, False): ngettext("%(n)s working day", "%(n)s working days", number),
        (Unit.WORKING_DAYS, True): ngettext("%(n)s working day before", "%(n)s working days before", number),
        (Unit.MONTHS, False): ngettext("%(n)s month", "%(n)s months", number),
        (Unit.MONTHS, True): ngettext("%(n)s month before", "%(n)s months before", number),
    }[Unit(limit.unit), before]
    return words % {"n": format_number(number, current_language())}


def how_counted(counted: Counted | None) -> list[str]:
    """Sentences: the limit and its first day; the calendar; each holiday that was passed over."""
    if counted is None:
        return []
    if counted.limit.unit == Unit.DAY_OF_YEAR:
        return [_("The fixed day that follows %(day)s.") % {"day": said(counted.start)}]
    sentences = [
        _("%(limit)s, counted from %(day)s.")
        % {"limit": limit_in_words(counted.limit), "day": said(counted.start)}
    ]
    if counted.countries:
        names = " · ".join(country(code) for code in counted.countries)
        sentences.append(
            _("Saturdays, Sundays and holidays are not counted: %(calendars)s.") % {"calendars": names}
        )
    return sentences + [_holidays(run) for run in runs(counted.passed)]


def gap_words(gap: Gap) -> str:
    """Which calendar lacks what."""
    language = current_language()
    return _("The calendar of %(country)s for %(year)s does not have: %(names)s.") % {
        "country": country(gap.country),
        "year": gap.year,
        "names": "; ".join(name.best(language)[0] for name in gap.names),
    }


def runs(passed: Sequence[Special]) -> list[list[Special]]:
    """Holidays of one name that follow each other, weekends between them apart."""
    found: list[list[Special]] = []
    for one in passed:
        last = found[-1][-1] if found else None
        same = last is not None and (last.name, last.country, last.sure) == (one.name, one.country, one.sure)
        if same and last is not None and (one.day - last.day).days <= NEXT_WORKING_DAY:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _holidays(run: Sequence[Special]) -> str:
    language, first = current_language(), run[0]
    words = {
        "days": format_period(first.day, run[-1].day, language),
        "name": first.name.best(language)[0],
        "country": country(first.country),
    }
    if first.sure:
        return (
            ngettext(
                "%(days)s is a holiday: %(name)s (%(country)s).",
                "%(days)s are holidays: %(name)s (%(country)s).",
                len(run),
            )
            % words
        )
    return (
        ngettext(
            "%(days)s is a holiday: %(name)s (%(country)s; to be checked).",
            "%(days)s are holidays: %(name)s (%(country)s; to be checked).",
            len(run),
        )
        % words
    )
