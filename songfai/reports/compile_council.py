"""From the facts of a council to its papers: minutes, assessment summary, decision to recognise, refusal."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from songfai.kit.languages import Trilingual
from songfai.reports.compile_work import author_runs, bold, paper_head, whole_paper
from songfai.reports.council_facts import (
    DecisionFacts,
    MemberFacts,
    MinutesFacts,
    PointsFacts,
    RefusalFacts,
    SessionFacts,
    SummaryFacts,
    VotesFacts,
    WorkFacts,
)
from songfai.reports.paper import Block, Column, Grid, Heading, Paper, Paragraph, Run, Runs, Signature
from songfai.reports.wording import Speaker


def minutes_paper(facts: MinutesFacts, language: str) -> Paper:
    """The session of the council: who sat, what was found, voted and given points, and what follows. Circular
    18/2013/TT-BKHCN, Article 8."""
    say = Speaker(language)
    blocks = (
        *_opening(facts.work, facts.session, say),
        _heading("council.members", say),
        *_members(facts.members, say),
        *_found(facts, say),
        *(_votes(facts.votes, say) if facts.votes else ()),
        *(_points(facts.points, say) if facts.points else ()),
        _heading("council.result", say),
        Paragraph(say.say(f"council.proposes.{_level(facts.work)}.{'yes' if facts.for_it else 'no'}")),
    )
    subject = say.word(f"council.minutes.{_level(facts.work)}")
    head = paper_head(
        facts.work.issuer, facts.session.minutes, "council.minutes", subject, say, facts.session.day
    )
    signatures = tuple(
        Signature("", say.word(f"council.sign.{role}"), _name_of(facts.members, role, say))
        for role in ("secretary", "chair")
    )
    return whole_paper(head, blocks, signatures, facts.work.compiled_at, say)


def summary_paper(facts: SummaryFacts, language: str) -> Paper:
    """The signed score sheets, by criterion and by member."""
    say = Speaker(language)
    blocks = (
        *_opening(facts.work, facts.session, say),
        *_points(facts.points, say),
        *_sheets(facts.points, say),
    )
    head = paper_head(facts.work.issuer, facts.session.minutes, "council.summary", "", say, facts.session.day)
    signature = Signature("", say.word("council.sign.secretary"), _name_of(facts.members, "secretary", say))
    return whole_paper(head, blocks, (signature,), facts.work.compiled_at, say)


def decision_paper(facts: DecisionFacts, language: str) -> Paper:
    """The head's decision to recognise. Decree 13/2012/ND-CP, Article 7."""
    say = Speaker(language)
    level, work = _level(facts.work), facts.work
    grounds = [say.say("council.ground.rules", rules=say.text(work.rules), basis=_basis(work, say))]
    grounds.append(_ground_minutes(facts.session, say))
    if facts.superior_paper:
        grounds.append(say.say("council.ground.superior", body=facts.superior, paper=facts.superior_paper))
    certified = work.investor is not None and facts.certifies_investor
    blocks: list[Block] = []
    if facts.revoked:
        blocks.append(Paragraph(say.say("council.revoked", reason=facts.revoked), style="note"))
    blocks += [Paragraph(one, mark="-", style="ground") for one in grounds]
    blocks += [
        Paragraph((Run(say.word("council.decides"), bold=True),)),
        Paragraph(say.say(f"council.article.{level}", title=bold(say.text(work.title)))),
        Paragraph(say.say("work.authors", authors=author_runs(work.authors, say))),
        *_investor(work, say),
        Paragraph(say.say("council.receipt", number=work.receipt, day=say.day(work.filed_on))),
    ]
    if facts.influence:
        blocks.append(Paragraph(say.say("work.reaches", scope=say.word(f"work.scope.{facts.influence}"))))
    blocks += [
        Paragraph(say.say(f"council.article.certificates{'.investor' if certified else ''}")),
        Paragraph(say.say("council.article.carry_out", issuer=work.issuer.name)),
    ]
    subject = say.word(f"council.decision.{level}")
    head = paper_head(work.issuer, facts.number, "council.decision", subject, say, facts.day)
    post = say.plain(facts.signer_post) if facts.signer_post else say.word("council.sign.head")
    signature = Signature("", post, say.plain(facts.signer))
    return whole_paper(head, tuple(blocks), (signature,), work.compiled_at, say)


def refusal_paper(facts: RefusalFacts, language: str) -> Paper:
    """The refusal in writing, with its reason. Decree 13/2012/ND-CP, Article 7. Its number is given when it is registered."""
    say = Speaker(language)
    level, work = _level(facts.work), facts.work
    blocks = [
        Paragraph(
            say.say(
                "council.refusal.filed",
                issuer=work.issuer.name,
                number=work.receipt,
                day=say.day(work.filed_on),
                title=bold(say.text(work.title)),
            )
        ),
        Paragraph(say.say("work.authors", authors=author_runs(work.authors, say))),
    ]
    if facts.session:
        blocks.append(Paragraph(_ground_minutes(facts.session, say), mark="-", style="ground"))
    if facts.superior_paper:
        ground = say.say("council.ground.superior_declined", body=facts.superior, paper=facts.superior_paper)
        blocks.append(Paragraph(ground, mark="-", style="ground"))
    blocks += [
        Paragraph(say.say(f"council.refused.{level}")),
        Paragraph(say.say("council.reason", reason=Run(facts.reason, bold=True))),
        Paragraph(say.say(f"council.refusal.after.{level}")),
    ]
    subject = say.word(f"council.refusal.{level}")
    head = paper_head(work.issuer, facts.number or "……", "council.refusal", subject, say, facts.day)
    addressee = say.word("council.to", names="; ".join(say.plain(one.name) for one in work.authors))
    signature = Signature("", say.word("council.sign.head"), "")
    return whole_paper(replace(head, addressee=addressee), tuple(blocks), (signature,), work.compiled_at, say)


def _level(work: WorkFacts) -> str:
    return "above" if work.above else "base"


def _heading(key: str, say: Speaker) -> Heading:
    return Heading(2, say.say(key))


def _basis(work: WorkFacts, say: Speaker) -> Runs:
    return (Run(" ("), say.text(work.basis), Run(")")) if work.basis else (Run(""),)


def _ground_minutes(session: SessionFacts, say: Speaker) -> Runs:
    return say.say(
        "council.ground.minutes",
        number=session.minutes,
        day=say.day(session.day),
        council=say.text(session.council),
    )


def _opening(work: WorkFacts, session: SessionFacts, say: Speaker) -> Iterator[Block]:
    yield Paragraph(
        say.say(
            "council.sat",
            council=say.text(session.council),
            number=session.decision,
            formed=say.day(session.decided_on),
            day=say.day(session.day),
        )
    )
    yield Paragraph(say.say("work.title", title=bold(say.text(work.title))))
    yield Paragraph(say.say("work.authors", authors=author_runs(work.authors, say)))
    yield from _investor(work, say)
    yield Paragraph(say.say("council.receipt", number=work.receipt, day=say.day(work.filed_on)))
    yield Paragraph(say.say("council.rules", rules=say.text(work.rules), basis=_basis(work, say)))


def _investor(work: WorkFacts, say: Speaker) -> Iterator[Block]:
    if work.investor:
        yield Paragraph(say.say("work.investor", name=say.text(work.investor)))


def _members(members: tuple[MemberFacts, ...], say: Speaker) -> Iterator[Block]:
    columns = (
        Column(say.word("council.column.number"), 6, "right"),
        Column(say.word("council.column.name"), 40),
        Column(say.word("council.column.role"), 32),
        Column(say.word("council.column.part"), 32),
    )
    rows = tuple(
        (
            (Run(str(place)),),
            (say.text(one.name),),
            say.say(f"council.role.{one.role}"),
            say.say(f"council.barred.{one.barred}" if one.barred else "council.decides_too"),
        )
        for place, one in enumerate(members, 1)
    )
    yield Grid(say.say("council.table.members", n=next(say.tables)), columns, rows)


def _found(facts: MinutesFacts, say: Speaker) -> Iterator[Block]:
    if facts.novelty or facts.judged:
        yield _heading("council.novelty", say)
    if facts.novelty:
        alike, reason = facts.novelty
        yield Paragraph(say.say("council.judged", alike=say.word(f"council.alike.{alike}"), reason=reason))
    for one in facts.judged:
        layers = "; ".join(
            f"{say.word(f'council.layer.{layer}')}: {say.word(f'council.alike.{alike}')}"
            for layer, alike in one.alike
        )
        said = say.say("council.judged_one", title=say.text(one.title), layers=layers, reason=one.reason)
        yield Paragraph(said, mark="-")
    if facts.findings:
        yield _heading("council.findings", say)
    for each in facts.findings:
        met = say.word("council.met" if each.met else "council.not_met")
        why = (Run(f" {each.comment}"),) if each.comment else (Run(""),)
        yield Paragraph(
            say.say("council.finding", text=say.text(each.text), met=bold(Run(met)), why=why), mark="-"
        )


def _votes(votes: VotesFacts, say: Speaker) -> Iterator[Block]:
    """What was counted, and nothing that leads to who voted."""
    yield _heading("council.ballot", say)
    yield Paragraph(
        say.say(
            "council.turnout",
            voted=say.amount(votes.voted),
            entitled=say.amount(votes.entitled),
            of=votes.quorum[0],
            whole=votes.quorum[1],
        )
    )
    told = {"for": votes.votes_for, "against": votes.votes_against, "blank": votes.votes_blank}
    yield Paragraph(say.say("council.votes", **{f"n_{name}": say.amount(n) for name, n in told.items()}))
    yield Paragraph(
        say.say(
            "council.carried" if votes.carried else "council.not_carried",
            of=votes.needed[0],
            whole=votes.needed[1],
            counted=say.word(f"council.counted.{votes.counted_of}"),
        )
    )


def shown(points: Decimal | Fraction, say: Speaker) -> str:
    """Rounded half up to two places, as on the pages."""
    exact = Decimal(points.numerator) / points.denominator if isinstance(points, Fraction) else points
    return say.amount(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _points(points: PointsFacts, say: Speaker) -> Iterator[Block]:
    yield _heading("council.points", say)
    yield Paragraph(
        say.say("council.rubric", rubric=say.text(points.rubric), use=say.word(f"council.use.{points.use}"))
    )
    yield Paragraph(
        say.say("council.sheets", sheets=say.amount(len(points.sheets)), entitled=say.amount(points.entitled))
    )
    if points.together is None:
        return
    columns = (
        Column(say.word("council.column.criterion"), 44),
        *(
            Column(say.word(f"council.column.{name}"), 12, "right")
            for name in ("most", "average", "lowest", "highest", "pass_mark")
        ),
    )
    rows = tuple(
        (
            (say.text(one.text),),
            (Run(shown(one.most, say)),),
            (Run(shown(one.average, say), bold=True),),
            (Run(shown(one.lowest, say)),),
            (Run(shown(one.highest, say)),),
            (Run("" if one.pass_mark is None else shown(one.pass_mark, say)),),
        )
        for one in points.criteria
    )
    most = sum((one.most for one in points.criteria), Decimal(0))
    total: tuple[Runs, ...] = (
        say.say("council.together"),
        (Run(shown(most, say)),),
        (Run(shown(points.together, say), bold=True),),
        (Run(""),),
        (Run(""),),
        (Run(""),),
    )
    yield Grid(say.say("council.table.criteria", n=next(say.tables)), columns, rows, total)
    yield from _reached(points, say)


def _reached(points: PointsFacts, say: Speaker) -> Iterator[Block]:
    if points.needed is not None:
        yield Paragraph(say.say("council.needed", points=shown(points.needed, say)))
    for one in points.criteria:
        if one.failed:
            yield Paragraph(say.say("council.failed", text=say.text(one.text)), mark="-")
    if points.passed is not None:
        yield Paragraph(say.say("council.reached" if points.passed else "council.not_reached"))


def _sheets(points: PointsFacts, say: Speaker) -> Iterator[Block]:
    yield _heading("council.by_member", say)
    if points.sheets:
        columns = (
            Column(say.word("council.column.name"), 34),
            Column(say.word("council.column.role"), 26),
            Column(say.word("council.column.total"), 12, "right"),
            Column(say.word("council.column.comment"), 34),
        )
        rows = tuple(
            (
                (say.text(one.name),),
                say.say(f"council.role.{one.role}"),
                (Run(shown(one.total, say)),),
                (Run(one.comment),),
            )
            for one in points.sheets
        )
        yield Grid(say.say("council.table.sheets", n=next(say.tables)), columns, rows)
    if points.missing:
        names = "; ".join(say.plain(one) for one in points.missing)
        yield Paragraph(say.say("council.missing", names=names))


def _name_of(members: tuple[MemberFacts, ...], role: str, say: Speaker) -> str:
    """Who signs: nobody who had no part in it."""
    name = next((one.name for one in members if one.role == role and not one.barred), Trilingual())
    return say.plain(name) if name else ""
