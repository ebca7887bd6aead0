"""From the facts of a submission to its papers: the receipt, a certificate for each author and for the investor."""

from collections.abc import Sequence
from datetime import date, datetime

from songfai.kit.squares import square
from songfai.reports.compile import named
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, NATIONS
from songfai.reports.paper import Block, Head, Paper, Paragraph, Picture, Run, Runs, Signature
from songfai.reports.wording import Speaker
from songfai.reports.work_facts import AuthorFacts, CertificateFacts, Issuer, ReceiptFacts


def receipt_paper(facts: ReceiptFacts, language: str) -> Paper:
    """What was received, from whom, when, and by which day the result is due. Circular 18/2013/TT-BKHCN, Annex II."""
    say = Speaker(language)
    blocks = (
        Paragraph(say.say("work.received", issuer=facts.issuer.name, day=say.day(facts.filed_on))),
        Paragraph(say.say("work.title", title=bold(say.text(facts.title)))),
        Paragraph(say.say("work.authors", authors=author_runs(facts.authors, say))),
        Paragraph(say.say("work.handed_in_by", name=facts.filed_by)),
        Paragraph(say.say("work.due", day=Run(say.day(facts.due), bold=True))),
        Paragraph(say.say("work.due_note"), style="note"),
        Paragraph(say.say("work.secret"), style="note"),
    )
    subject = "work.receipt.above" if facts.above else "work.receipt.subject"
    head = paper_head(facts.issuer, facts.number, "work.receipt", say.word(subject), say, facts.filed_on)
    signature = Signature("", say.word("work.received_by"), "")
    return whole_paper(head, blocks, (signature,), facts.compiled_at, say)


def certificate_paper(facts: CertificateFacts, language: str) -> Paper:
    """Proof of recognition for one author, or for the investor. Circular 18/2013/TT-BKHCN, Article 9 and Annex III."""
    say = Speaker(language)
    notes = {"work.void": facts.void, "work.base_revoked": facts.base_revoked}
    blocks: list[Block] = [
        *(Paragraph(say.say(key), style="note") for key, stands in notes.items() if stands),
        Paragraph(say.say("work.certifies", issuer=facts.issuer.name)),
        _holder(facts, say),
        Paragraph(say.say("work.title", title=bold(say.text(facts.title)))),
    ]
    if facts.others:
        key = "work.others" if facts.own else "work.authors"
        blocks.append(Paragraph(say.say(key, authors=author_runs(facts.others, say))))
    if facts.own and facts.investor:
        blocks.append(Paragraph(say.say("work.investor", name=say.text(facts.investor))))
    if facts.influence:
        blocks.append(Paragraph(say.say("work.reaches", scope=say.word(f"work.scope.{facts.influence}"))))
    day = say.day(facts.decided_on)
    blocks.append(Paragraph(say.say("work.decision", number=facts.decision, day=day)))
    blocks += [
        Picture(say.say("work.check"), screen="", drawing=square(facts.check), keys=(), width=18),
        Paragraph(
            say.say("work.check_code", code=Run(facts.code, bold=True), address=facts.check), style="note"
        ),
    ]
    kind = "work.certificate.above" if facts.influence else "work.certificate"
    head = paper_head(facts.issuer, facts.number, kind, "", say, facts.dated)
    signature = Signature("", say.plain(facts.signer_post), say.plain(facts.signer))
    return whole_paper(head, tuple(blocks), (signature,), facts.compiled_at, say)


def _holder(facts: CertificateFacts, say: Speaker) -> Paragraph:
    if facts.own is not None:
        share = say.percent(facts.own.share)
        return Paragraph(say.say("work.own", name=bold(say.text(facts.own.name)), share=share))
    assert facts.investor is not None, "a certificate is an author's or the investor's"
    return Paragraph(say.say("work.own_investor", name=bold(say.text(facts.investor))))


def bold(run: Run) -> Run:
    return Run(run.text, run.language, bold=True)


def author_runs(authors: Sequence[AuthorFacts], say: Speaker) -> Runs:
    """Names with their shares: A (60%); B (40%)."""
    runs: list[Run] = []
    for place, one in enumerate(authors):
        runs += [Run("; ")] if place else []
        runs += [say.text(one.name), Run(f" ({say.percent(one.share)})")]
    return tuple(runs)


def paper_head(issuer: Issuer, number: str, kind: str, subject: str, say: Speaker, dated: date) -> Head:
    nation, motto = NATIONS.get((issuer.country, say.language), ("", ""))
    place = say.plain(issuer.place)
    day = say.day(dated)
    return Head(
        nation=nation,
        motto=motto,
        issuers=(named(say.plain(issuer.name), say),),
        number=say.word("work.number", number=number),
        place_and_date=f"{place}, {day}" if place else day,
        type_name=say.word(kind),
        subject=subject,
    )


def whole_paper(
    head: Head, blocks: tuple[Block, ...], signatures: tuple[Signature, ...], at: datetime, say: Speaker
) -> Paper:
    trace = say.word("work.trace", time=f"{at:%H:%M}", day=say.short_day(at.date()))
    if say.foreign:
        trace += " · " + "".join(
            run.text for run in say.say("untranslated", len(say.foreign), n=len(say.foreign))
        )
    return Paper(
        language=say.language,
        layout=LAYOUT_OF_LANGUAGE[say.language],
        head=head,
        blocks=blocks,
        appendix=(),
        recipients_title="",
        recipients=(),
        signatures=signatures,
        trace=trace,
        words="",
        untranslated=len(say.foreign),
    )
