"""./dev pictures: pages of the reports of the demo story, as pictures for the documents.

Each is the page the PDF has, drawn by the same compiler. The demo story has to be loaded (./dev demo).
"""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

django.setup()

from django.utils.timezone import localtime  # noqa: E402

from songfai.kit.clock import now, today  # noqa: E402
from songfai.parties.models import Seat  # noqa: E402
from songfai.programmes.models import Programme  # noqa: E402
from songfai.programmes.queries import visible_to  # noqa: E402
from songfai.reports.pages import kinds  # noqa: E402
from songfai.reports.pages.freezing import Report  # noqa: E402
from songfai.reports.pdf import as_data, compiler  # noqa: E402
from songfai.reports.queries import gather, gather_portfolio, gather_term, gather_visit  # noqa: E402
from songfai.reviews.states import ReviewKind  # noqa: E402
from songfai.visits.queries import visits_of, with_parts  # noqa: E402
from songfai.visits.states import OVER  # noqa: E402

HOME_AFFAIRS, THANH_HOA = "home-affairs-2023-2026", "thanh-hoa-2024-2030"
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DOTS = 84  # per inch: A4 is about 700 by 980, as the readme shows it


def programme(slug: str) -> tuple[Programme, Seat]:
    """As an officer of the first side sees it."""
    found = Programme.objects.get(slug=slug)
    seat = Seat.objects.filter(institution=found.sides.get(position=1).institution).order_by("id")[0]
    return visible_to(seat).get(slug=slug), seat


def of_term(slug: str, kind: ReviewKind, year: int) -> Report:
    found, _seat = programme(slug)
    facts = gather_term(found, kind, year, localtime(now()))
    assert facts is not None
    return kinds.term(found, kind, year, facts)


def annual() -> Report:
    found, _seat = programme(HOME_AFFAIRS)
    return kinds.annual(found, 2024, gather(found, 2024, date(2024, 12, 31), localtime(now())))


def visit() -> Report:
    found, _seat = programme(HOME_AFFAIRS)
    row = with_parts(visits_of(found)).filter(state__in=OVER).order_by("-starts_on", "-id")[0]
    row.programme = found
    return kinds.visit(found, row.key, gather_visit(row, localtime(now())))


def portfolio() -> Report:
    _found, seat = programme(HOME_AFFAIRS)
    year = today().year
    return kinds.portfolio(
        year, gather_portfolio(seat, list(visible_to(seat)), year, today(), localtime(now()))
    )


# The name of the picture: what makes the report, its language, the page (-1: the last).
SHOWN: dict[str, tuple[Callable[[], Report], str, int]] = {
    "report-final-lo": (lambda: of_term(HOME_AFFAIRS, ReviewKind.FINAL, 2026), "lo", 0),
    "report-midterm-vi": (lambda: of_term(THANH_HOA, ReviewKind.MIDTERM, 2026), "vi", 0),
    "report-annual-vi": (annual, "vi", 0),
    "report-visit-vi": (visit, "vi", 0),
    "report-portfolio-lo": (portfolio, "lo", 0),
}


def pages_of(report: Report, language: str) -> list[bytes]:
    data = json.dumps(as_data(report.paper_in(language)), ensure_ascii=False)
    made = compiler().compile(format="png", ppi=DOTS, sys_inputs={"paper": data})
    return [made] if isinstance(made, bytes) else [one for one in made or [] if one]


def main(folder: Path) -> None:
    for name, (make, language, page) in SHOWN.items():
        drawn = pages_of(make(), language)[page]
        (folder / f"{name}.png").write_bytes(drawn)
        print(f"{name}.png: {len(drawn) // 1024} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
