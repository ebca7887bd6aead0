"""Find a word in what a seat may see: also inside unspaced Lao, also Vietnamese without its marks."""

from dataclasses import dataclass

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.models import Activity
from songfai.plans.queries import activities_visible_to, holding
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.queries import Wanted, narrowed, visible_to
from songfai.registry import queries as registry
from songfai.registry.models import OfficialDocument
from songfai.visits.models import Visit
from songfai.visits.queries import visits_visible_to

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Found:
    programmes: list[Programme]
    commitments: list[Commitment]
    activities: list[Activity]
    visits: list[Visit]
    documents: list[OfficialDocument]

    def __bool__(self) -> bool:
        return bool(self.programmes or self.commitments or self.activities or self.visits or self.documents)


def found(seat: Seat, text: str) -> Found:
    """At most 20 of each, newest first."""
    wanted = fold(text).split()
    programmes = visible_to(seat)
    commitments = (
        Commitment.objects.filter(programme__in=programmes.order_by().values("pk"))
        .select_related("programme")
        .order_by("number")
    )
    activities = activities_visible_to(seat).select_related("programme").order_by("-starts_on", "-id")
    visits = visits_visible_to(seat).select_related("programme").order_by("-starts_on", "-id")
    for word in wanted:
        visits = visits.filter(search__contains=word)
    documents = registry.narrowed(registry.documents(seat), registry.Filter(text=text))
    return Found(
        programmes=list(narrowed(programmes, Wanted(q=text), seat)[:LIMIT]),
        commitments=[one for one in commitments if holds(one, wanted)][:LIMIT],
        activities=list(holding(activities, wanted)[:LIMIT]),
        visits=list(visits[:LIMIT]),
        documents=list(documents.order_by("-listed_on", "-id")[:LIMIT]),
    )


def holds(commitment: Commitment, wanted: list[str]) -> bool:
    words = fold(" ".join(commitment.text.get(code) + " " + commitment.short.get(code) for code in LANGUAGES))
    return all(word in words for word in wanted)
