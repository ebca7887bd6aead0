"""From facts to a worded paper: heading, sections in their order, signatures, recipients, annexes. Plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from songfai.kit.formats import format_date
from songfai.kit.text import NBSP
from songfai.reports.facts import AnnualFacts, SideFacts
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, LAYOUTS, nation
from songfai.reports.paper import Block, Grid, Head, Paper, Paragraph, Signature, runs_of, text_of
from songfai.reports.sections import plans, programmes, reviews
from songfai.reports.wording import OWN_COUNTRY, Speaker, in_order

ROMAN = ("I", "II", "III", "IV", "V")


def annual(facts: AnnualFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """The annual report. `words` are the six words of the facts' fingerprint in this language.

    `facts.compiled_at` is in local time; the clerk's boxes (number, day and month) are left to be filled in by hand.
    """
    say = Speaker(language)
    sides = in_order(facts.sides, language)
    blocks: list[Block] = [
        *programmes.opening(facts, say),
        *plans.results(facts, say),
        *reviews.evaluation(facts, say),
        *reviews.directions(facts, say),
        *programmes.next_dates(facts, say),
        *programmes.proposals(facts, say),
        Paragraph(say.say("closing", year=facts.year)),
    ]
    annexes = tuple(plans.annexes(facts, say))
    return joint(
        say,
        sides,
        subject=say.word("subject", title=facts.title, year=facts.year),
        year=facts.compiled_at.year if facts.compiled_at else facts.cut_off.year,
        blocks=blocks,
        annexes=annexes,
        trace=lambda: trace(facts, (*blocks, *annexes), say),
        words=words,
    )


def joint(
    say: Speaker,
    sides: tuple[SideFacts, SideFacts],
    *,
    subject: str,
    year: int,
    blocks: Sequence[Block],
    trace: Callable[[], str],
    words: Sequence[str],
    annexes: Sequence[Grid] = (),
    kind: str = "",
    landscape: bool = False,
) -> Paper:
    """A report of both sides alike, with both signatures. The clerk's boxes (number, day and month) are left empty.

    `kind` is put before the names of the sentences that say what paper it is ("plan."). `trace` is asked last: it says
    how many of the texts of the paper are not in its language.
    """
    heading, motto = nation(sides, say.language)
    place = say.place(sides[0].place).text
    dated = say.word("place_and_date", place=place, year=year).replace(" ", NBSP)
    return Paper(
        language=say.language,
        layout=LAYOUT_OF_LANGUAGE[say.language],
        head=Head(
            nation=heading,
            motto=motto,
            issuers=tuple(named(say.plain(side.name), say) for side in sides),
            number=say.word(f"{kind}number", symbol=symbol(sides, say.language)).replace(" ", NBSP),
            place_and_date=dated if place else "",
            type_name=say.word(f"{kind}type_name"),
            subject=subject,
        ),
        blocks=tuple(blocks),
        appendix=numbered(annexes, say),
        recipients_title=say.word("recipients"),
        recipients=recipients_of(sides, say),
        signatures=tuple(signature(side, say) for side in sides),
        trace=trace(),
        words=" ".join(words),
        untranslated=len(say.foreign),
        landscape=landscape,
    )


def named(name: str, say: Speaker) -> str:
    """Issuing bodies stand in capitals where the layout wants it; Lao has none."""
    return name.upper() if LAYOUTS[LAYOUT_OF_LANGUAGE[say.language]].upper_names else name


def symbol(sides: Sequence[SideFacts], language: str) -> str:
    """The symbols of the bodies that write this country's papers, both where both do."""
    own = OWN_COUNTRY.get(language)
    symbols = [side.symbol for side in sides if side.symbol and own in (side.country, None)]
    if not symbols:
        return ""
    return ("-" if language == "vi" else "/") + "-".join(symbols)


def signature(side: SideFacts, say: Speaker, *, alone: bool = False) -> Signature:
    """Who signs `alone`, for the one body that issues the paper, signs with the post only (Decree 30/2020/NĐ-CP, Annex I)."""
    post = named(say.plain(side.post), say)
    is_named = not (alone and post)
    return Signature(
        for_whom=say.word("for_whom", name=named(say.plain(side.name), say)) if is_named else "",
        post=post,
        name=say.plain(side.leader),
    )


def recipients_of(sides: Sequence[SideFacts], say: Speaker, *, both: bool = True) -> tuple[str, ...]:
    parents = dict.fromkeys(say.plain(side.parent) for side in sides if side.parent)
    units = dict.fromkeys(say.plain(side.unit) for side in sides if side.unit)
    return (
        *(say.word("recipient.parent", name=name) for name in parents),
        *((say.word("recipient.leaders"),) if both else ()),
        *(say.word("recipient.unit", name=name) for name in units),
        say.word("recipient.file"),
    )


def numbered(annexes: Sequence[Grid], say: Speaker) -> tuple[Grid, ...]:
    """Each under the number of its place; a single one has none."""
    key = "appendix.numbered" if len(annexes) > 1 else "appendix.only"
    return tuple(
        replace(one, caption=say.say(key, number=ROMAN[at], title=one.caption))
        for at, one in enumerate(annexes)
    )


def trace(facts: AnnualFacts, blocks: Sequence[Block], say: Speaker) -> str:
    if facts.compiled_at is None:
        return ""
    figures = [run.figure for block in blocks for run in runs_of(block) if run.figure is not None]
    # Works stand in the registers of each side, not in the joint record: their numbers lead to no rows.
    printed = {figure.name for figure in figures if figure.table != "works"}
    return traced(facts.compiled_at, say, "trace", count=len(printed))


def traced(at: datetime, say: Speaker, key: str = "commitments.trace", **said: int) -> str:
    """The last line: from where and when, and how many texts have no version in the language of the paper."""
    day = format_date(at.date(), say.language, "short")
    time = {
        "vi": f"{at:%H:%M} ngày {day}",
        "lo": f"{at:%H:%M} ວັນທີ {day}",
        "en": f"{at:%H:%M} on {day}",
    }[say.language]
    line = say.word(key, time=time, **said)
    if say.foreign:
        line += f" · {text_of(say.say('untranslated', len(say.foreign), n=len(say.foreign)))}"
    return line
