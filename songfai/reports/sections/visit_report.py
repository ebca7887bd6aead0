"""The sections of the report on a visit: the delegation, what was carried out, what was promised, costs, proposals."""

from collections.abc import Iterator
from decimal import Decimal

from songfai.kit.text import NBSP
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.sections.plans import sentences
from songfai.reports.sections.portfolio import joined
from songfai.reports.sections.programmes import ended
from songfai.reports.sections.reviews import lines
from songfai.reports.visit_facts import MemberFacts
from songfai.reports.visit_report_facts import CostFacts, MetFacts, PromiseFacts, VisitReport
from songfai.reports.wording import Speaker, in_order

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")


def body(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    yield from opening(facts, say)
    marks = iter(NUMERALS)
    for part in (delegation, carried_out, meetings, promises, costs, own_words, proposals):
        blocks = list(part(facts, say))
        if blocks:
            yield Heading(1, say.say(f"visit_report.heading_{part.__name__}", mark=next(marks)))
            yield from blocks


def opening(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    travels = facts.travels
    key = "visit_report.opening_at" if facts.place else "visit_report.opening"
    said = [
        say.say(
            key,
            travels=travels.name,
            host=facts.host_name,
            title=facts.title,
            programme=facts.programme,
            when=Run(say.period(facts.starts_on, facts.ends_on)),
            place=facts.place,
            manner=say.word(f"manner.{facts.manner}"),
        )
    ]
    if facts.purpose:
        said.append(say.say("visit_report.purpose", purpose=say.text(facts.purpose).unended()))
    yield Paragraph(sentences(*said))
    yield Paragraph(sentences(*grounds(facts, say)))


def grounds(facts: VisitReport, say: Speaker) -> Iterator[Runs]:
    """Why the delegation travelled: the item of the plan or the reason off plan, the paper, the commitments."""
    if facts.item:
        yield say.say("visit_report.on_plan", year=facts.item[0], number=facts.item[1])
    elif facts.off_plan_reason:
        yield say.say("visit_report.off_plan", reason=say.text(facts.off_plan_reason).unended())
    if facts.scheme_number and facts.scheme_on:
        key = "visit_report.scheme_by" if facts.scheme_by else "visit_report.scheme"
        yield say.say(key, number=facts.scheme_number, day=say.day(facts.scheme_on), by=facts.scheme_by)
    if facts.commitments:
        named = joined([(Run(f"{number}.{NBSP}"), say.text(text)) for number, text in facts.commitments])
        yield say.say("visit_report.commitments", names=named)


def delegation(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    if not facts.members:
        yield Paragraph(say.say("visit.nobody"))
        return
    yield Paragraph(say.say("visit_report.size", len(facts.members), n=say.small(len(facts.members))))
    columns = (
        Column(say.word("column.order"), 8, "centre"),
        Column(say.word("visit.column.name"), 36),
        Column(say.word("visit.column.post"), 34),
        Column(say.word("visit.column.role"), 22),
    )
    rows = tuple(_member(number, one, say) for number, one in enumerate(facts.members, 1))
    yield Grid(say.say("visit_report.table_members", n=next(say.tables)), columns, rows)


def _member(number: int, one: MemberFacts, say: Speaker) -> tuple[Runs, ...]:
    name = say.text(one.name) if one.name else Run("…")
    courtesy = (Run(say.word(f"courtesy.{one.courtesy}") + " "),) if one.courtesy else ()
    role = Run(say.word(f"delegation.{one.role}"))
    return (Run(str(number)),), (*courtesy, name), (say.text(one.post),), (role,)


def carried_out(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    said = []
    if facts.meetings:
        said.append(say.say("visit_report.meetings", facts.meetings, n=facts.meetings, signed=facts.signed))
    else:
        said.append(say.say("visit_report.no_meeting"))
    if facts.deviation:
        said.append(say.say("visit_report.deviation", what=say.text(facts.deviation).unended()))
    else:
        said.append(say.say("visit_report.as_planned"))
    yield Paragraph(sentences(*said))
    yield Paragraph(in_time(facts, say))


def in_time(facts: VisitReport, say: Speaker) -> Runs:
    """When the delegation was back, and whether the report kept its term."""
    if facts.returned_on is None:
        return say.say("visit_report.not_back")
    said = [say.say("visit_report.returned", day=say.day(facts.returned_on))]
    if facts.report_due:
        until = say.day(facts.report_due)
        if facts.reported_on is None:
            said.append(say.say("visit_report.report_due", until=until))
        else:
            key = (
                "visit_report.reported_late"
                if facts.reported_on > facts.report_due
                else "visit_report.reported"
            )
            said.append(say.say(key, day=say.day(facts.reported_on), until=until))
    return sentences(*said)


def meetings(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    for number, one in enumerate(facts.met, 1):
        yield Heading(2, (Run(f"{number}. "), say.text(one.title)))
        key = "visit_report.met_with" if one.counterpart else "visit_report.met"
        first = say.say(
            key,
            kind=say.word(f"meeting.{one.kind}"),
            day=say.day(one.held_on),
            counterpart=one.counterpart,
        )
        yield Paragraph(sentences(first, minutes_of(one, say)))
        if one.minutes:
            yield from lines(one.minutes, say)


def minutes_of(one: MetFacts, say: Speaker) -> Runs:
    if one.signed_on:
        return say.say("visit_report.minutes", day=say.day(one.signed_on))
    return say.say("visit_report.without_minutes" if one.without_minutes else "visit_report.unsigned")


def promises(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    if not facts.promises:
        yield Paragraph(say.say("visit_report.no_promise"))
        return
    said = [
        say.say("visit_report.promises", facts.promises, n=facts.promises, owned=facts.owned),
        *([say.say("visit_report.late", facts.late, n=facts.late)] if facts.late else []),
    ]
    yield Paragraph(sentences(*said))
    columns = (
        Column(say.word("column.order"), 7, "centre"),
        Column(say.word("visit_report.column_promise"), 37),
        Column(say.word("visit_report.column_owner"), 26),
        Column(say.word("column.due"), 14),
        Column(say.word("column.state"), 16),
    )
    found = [one for meeting in facts.met for one in meeting.promises]
    rows = tuple(promise_row(number, one, facts, say) for number, one in enumerate(found, 1))
    yield Grid(say.say("visit_report.table_promises", n=next(say.tables)), columns, rows, long=True)


def promise_row(number: int, one: PromiseFacts, facts: VisitReport, say: Speaker) -> tuple[Runs, ...]:
    return (
        (Run(str(number)),),
        (say.text(one.text),),
        owners(one, facts, say),
        (Run(say.when(one.due)),) if one.due else say.say("blank"),
        (Run(state_word(one, say)),),
    )


def state_word(one: PromiseFacts, say: Speaker) -> str:
    return say.word("promise.draft" if one.state == "draft" else f"stand.{one.state}")


def owners(one: PromiseFacts, facts: VisitReport, say: Speaker) -> Runs:
    """Who carries it out, with those who answer on each side."""
    bearers = [side for side in in_order(facts.sides, say.language) if one.bearer in (0, side.position)]
    found: list[Runs] = []
    for side in bearers:
        named = [who for position, who in one.owners if position == side.position and who]
        found.append((say.text(side.short), *(run for who in named for run in (Run(", "), say.text(who)))))
    return joined(found)


def costs(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    """Each side's in its own money; an estimate and what was spent stand apart and are never added up."""
    if facts.costs:
        columns = (
            Column(say.word("visits.column.side"), 18),
            Column(say.word("visit_report.column_cost"), 34),
            Column(say.word("visit_report.column_planned"), 19, "right"),
            Column(say.word("visit_report.column_spent"), 19, "right"),
            Column(say.word("column.unit"), 10, "centre"),
        )
        rows = [cost_row(one, facts, say) for one in in_sides(facts, say)]
        rows += list(cost_sums(facts, say))
        yield Grid(say.say("visit_report.table_costs", n=next(say.tables)), columns, tuple(rows))
    for gift in facts.gifts:
        key = "visit_report.gift_for" if gift.recipient else "visit_report.gift"
        side = facts.side(gift.side).short
        what = say.text(gift.text).unended()
        yield Paragraph(say.say(key, side=side, what=what, whom=gift.recipient), mark="-")


def in_sides(facts: VisitReport, say: Speaker) -> Iterator[CostFacts]:
    for side in in_order(facts.sides, say.language):
        yield from (one for one in facts.costs if one.side == side.position)


def cost_row(one: CostFacts, facts: VisitReport, say: Speaker) -> tuple[Runs, ...]:
    kind: Runs = (Run(say.word(f"cost.{one.kind}")),)
    if one.note:
        kind += (Run(": "), say.text(one.note))
    side = (say.text(facts.side(one.side).short),)
    return (side, kind, amount(one.planned, say), amount(one.spent, say), (Run(one.currency),))


def cost_sums(facts: VisitReport, say: Speaker) -> Iterator[tuple[Runs, ...]]:
    """A sum for each side and currency with more than one cost."""
    for side in in_order(facts.sides, say.language):
        own = [one for one in facts.costs if one.side == side.position]
        for currency in dict.fromkeys(one.currency for one in own):
            rows = [one for one in own if one.currency == currency]
            if len(rows) < 2:
                continue
            planned = [one.planned for one in rows if one.planned is not None]
            spent = [one.spent for one in rows if one.spent is not None]
            yield (
                (say.text(side.short),),
                (Run(say.word("row.total"), bold=True),),
                amount(sum(planned, Decimal(0)) if planned else None, say),
                amount(sum(spent, Decimal(0)) if spent else None, say),
                (Run(currency),),
            )


def amount(value: Decimal | None, say: Speaker) -> Runs:
    return say.say("blank") if value is None else (Run(say.amount(value)),)


def own_words(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    """What the travelling side wrote, as it wrote it and under its name."""
    if not facts.report:
        return
    yield Paragraph(say.say("visit_report.wrote", side=facts.travels.short))
    yield from lines(facts.report, say)


def proposals(facts: VisitReport, say: Speaker) -> Iterator[Block]:
    found = []
    unsigned = facts.meetings.value - facts.signed.value - sum(one.without_minutes for one in facts.met)
    if unsigned > 0:
        found.append(say.say("visit_report.propose_sign", int(unsigned), n=say.small(int(unsigned))))
    unowned = int(facts.promises.value - facts.owned.value)
    if unowned:
        found.append(say.say("visit_report.propose_owner", unowned, n=say.small(unowned)))
    if facts.late:
        found.append(say.say("visit_report.propose_late", facts.late, n=facts.late))
    if not found:
        return
    yield Paragraph(say.say("visit_report.proposals"))
    for line in found[:-1]:
        yield Paragraph(line, mark="-")
    yield Paragraph(ended(found[-1]), mark="-")
