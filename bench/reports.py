"""Reports of about 40 pages with tables, in three languages, as PDF and DOCX: annual, portfolio, final summary.

`./dev bench reports`. One JSON line per case. The peers make a file of the same words in the same run: LibreOffice
turns our DOCX into PDF, WeasyPrint sets an HTML page with the same tables. A peer that is not there is said to be missing.
"""

import argparse
import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pypdf import PdfReader

from songfai.kit.languages import Trilingual
from songfai.reports import compile, render
from songfai.reports.counting import counted
from songfai.reports.counting_portfolio import counted as counted_portfolio
from songfai.reports.facts import AnnualFacts, CommitmentFacts, Measure
from songfai.reports.paper import Grid, Heading, Paragraph, lines, text_of
from songfai.reports.portfolio_facts import PortfolioFacts
from songfai.reports.term_facts import TermFacts
from tests.reports import samples, samples_portfolio, samples_term

COMMITMENTS, ITEMS, ACTIVITIES = 30, 120, 330


def large(mark: int = 0) -> AnnualFacts:
    """The home affairs programme, its commitments, items and activities repeated to a report of 40 pages.

    `mark` is put into every text, so that no round finds in the compiler's memory what an earlier one has left.
    """
    facts = samples.home_affairs()
    names = [marked(text, mark) for text in samples.COMMITMENTS]
    commitments = tuple(
        CommitmentFacts(n, names[n % len(names)], samples.T(), 0) for n in range(1, COMMITMENTS + 1)
    )
    items = tuple(
        replace(
            samples.ITEMS[n % 8],
            key=f"i{n}",
            title=marked(samples.ITEMS[n % 8].title, mark + n),
            number=n,
            commitment=n % COMMITMENTS + 1,
        )
        for n in range(1, ITEMS + 1)
    )
    activities = tuple(
        replace(
            samples.ACTIVITIES[n % 7],
            key=f"a{n}",
            title=marked(samples.ACTIVITIES[n % 7].title, mark + n),
            commitment=n % COMMITMENTS + 1,
            starts_on=date(2025, 1, 1) + timedelta(days=n),
            ends_on=date(2025, 1, 3) + timedelta(days=n),
            measures=(Measure(samples.TRAINEES, Decimal(n), samples.PERSONS),),
        )
        for n in range(1, ACTIVITIES + 1)
    )
    facts = replace(facts, commitments=commitments, items=items, activities=activities)
    return counted(facts, samples.LAST_ITEMS, samples.LAST_ACTIVITIES, date(2025, 2, 28))


def large_portfolio(mark: int = 0) -> PortfolioFacts:
    """The sample's three programmes repeated to seventy-five, with their commitments, items and visits."""
    one = samples_portfolio.portfolio()
    times = range(25)

    def named(key: str, n: int) -> str:
        slug, colon, number = key.partition(":")
        return f"{slug}-{n}{colon}{number}"

    def again(rows: tuple, *names: str) -> tuple:
        return tuple(
            replace(
                row,
                key=named(row.key, n),
                programme=f"{row.programme}-{n}",
                **{name: named(getattr(row, name), n) for name in names},
            )
            for n in times
            for row in rows
        )

    programmes = tuple(
        replace(
            each,
            slug=f"{each.slug}-{n}",
            title=marked(each.title, mark + n),
            partner_key=f"{each.partner_key}-{n}",
        )
        for n in times
        for each in one.programmes
    )
    commitments = tuple(replace(each, text=marked(each.text, mark)) for each in again(one.commitments))
    return counted_portfolio(
        replace(
            one,
            programmes=programmes,
            commitments=commitments,
            items=again(one.items, "commitment"),
            last_items=again(one.last_items, "commitment"),
            off_plan=again(one.off_plan, "commitment"),
            visits=again(one.visits),
            support=again(one.support),
        )
    )


def large_term(mark: int = 0) -> TermFacts:
    """The sample's three commitments repeated to a hundred and twenty, each with its years and its rating."""
    one = samples_term.term()
    commitments = tuple(
        replace(one.commitments[n % 3], number=n, label=marked(one.commitments[n % 3].label, mark + n))
        for n in range(1, 121)
    )
    findings = tuple(replace(one.findings[n % 2], commitment=n) for n in range(1, 121))
    undone = tuple(replace(one.undone[n % 2], commitment=n) for n in range(1, 121))
    return replace(one, commitments=commitments, findings=findings, undone=undone)


# Kinds beside the annual report: their facts, and how they become a file.
KINDS: dict[str, tuple[Callable[[int], Any], Callable[..., bytes]]] = {
    "portfolio": (large_portfolio, render.portfolio),
    "final": (large_term, render.term),
}


def further(times: int) -> None:
    for kind, (facts_of, rendered) in KINDS.items():
        for language in ("lo", "vi", "en"):
            pages = len(PdfReader(io.BytesIO(rendered(facts_of(0), language, "pdf"))).pages)
            for form, target in (("pdf", 1000), ("docx", 2000)):
                spent: list[Spent] = []
                for number in range(times):
                    facts = facts_of(1000 * (number + 1) + ord(language[0]))
                    spent += measured(lambda: rendered(facts, language, form), 1)  # noqa: B023
                report(f"{kind}-{form}-{language}", "songfai", spent, size={"pages": pages}, target_ms=target)


def marked(text: Trilingual, mark: int) -> Trilingual:
    return Trilingual(*(f"{words} {mark}" for words in (text.lo, text.vi, text.en)))


class Spent(float):
    """Milliseconds on the clock; `cpu`: those of this process's processors, which other work on the machine leaves alone.
    A peer in a process of its own has none."""

    cpu: float


def measured(run: Callable[[], object], times: int) -> list[Spent]:
    found = []
    for _time in range(times):
        began, worked = time.perf_counter(), time.process_time()
        run()
        spent = Spent((time.perf_counter() - began) * 1000)
        spent.cpu = (time.process_time() - worked) * 1000
        found.append(spent)
    return found


def report(case: str, engine: str, spent: list[Spent], **more: object) -> None:
    ordered = sorted(spent)
    if engine != "libreoffice":
        more["cpu_median_ms"] = round(statistics.median(one.cpu for one in spent), 1)
    line = {
        "bench": "reports",
        "case": case,
        "engine": engine,
        "n": len(spent),
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
    }
    print(json.dumps(line | more), flush=True)


def as_html(facts: AnnualFacts, language: str) -> str:
    parts = [
        f'<html lang="{language}"><style>@page{{size:A4;margin:20mm}}table{{border-collapse:collapse}}</style>'
    ]
    paper = compile.annual(facts, language)
    for block in (*paper.blocks, *paper.appendix):
        if isinstance(block, Heading | Paragraph):
            parts.append(f"<p>{escape(text_of(block.runs))}</p>")
        elif isinstance(block, Grid):
            rows = ("".join(f"<td>{escape(text_of(cell))}</td>" for cell in row) for row in block.rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "".join(parts)


def libreoffice(document: bytes) -> Callable[[], object] | None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    folder = Path(tempfile.mkdtemp())
    source = folder / "report.docx"
    source.write_bytes(document)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    return lambda: subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=300
    )


def weasyprint(page: str) -> Callable[[], object] | None:
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    return lambda: HTML(string=page).write_pdf()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--no-peers", action="store_true")
    given = options.parse_args()
    facts = large()
    for language in ("lo", "vi", "en"):
        pages = len(PdfReader(io.BytesIO(render.pdf(facts, language))).pages)
        size = {"pages": pages, "lines": len(lines(compile.annual(facts, language)))}
        own: dict[str, list[Spent]] = {"pdf": [], "docx": []}
        document = render.docx(facts, language)
        peers = {
            "libreoffice": None if given.no_peers else libreoffice(document),
            "weasyprint": None if given.no_peers else weasyprint(as_html(facts, language)),
        }
        others: dict[str, list[Spent]] = {name: [] for name in peers}
        for number in range(given.times):
            facts = large(1000 * number + ord(language[0]))
            own["pdf"] += measured(lambda: render.pdf(facts, language), 1)  # noqa: B023
            own["docx"] += measured(lambda: render.docx(facts, language), 1)  # noqa: B023
            for name, run in peers.items():
                if run and len(others[name]) < 2:
                    others[name] += measured(run, 1)
        report(f"annual-pdf-{language}", "songfai", own["pdf"], size=size, target_ms=1000)
        report(f"annual-docx-{language}", "songfai", own["docx"], size=size, target_ms=2000)
        for name, spent in others.items():
            if spent:
                ratio = statistics.median(spent) / statistics.median(own["pdf"])
                report(f"annual-pdf-{language}", name, spent, size=size, times_slower=round(ratio, 1))
            elif not given.no_peers:
                print(
                    json.dumps(
                        {
                            "bench": "reports",
                            "case": f"annual-pdf-{language}",
                            "engine": name,
                            "missing": True,
                        }
                    )
                )
    further(given.times)


if __name__ == "__main__":
    main()
