"""What of the record a judgement of a heading may rest on, and what was picked."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from songfai.commitments.queries import agreed_indicators
from songfai.kit.stamps import stamp
from songfai.kit.text import fold
from songfai.plans.models import Evidence
from songfai.plans.queries import holding
from songfai.programmes.models import Programme
from songfai.record.queries import body_of
from songfai.reviews.compiled import alive_until
from songfai.reviews.models import Ground, Review
from songfai.reviews.states import GroundKind
from songfai.reviews.term_facts import recorded_years

# So many rows of each kind are offered; a search finds the others.
OFFERED, MOST = 25, 30


def grounds_of(review: Review, heading: str, position: int | None) -> list[Ground]:
    """What a side has picked under a heading."""
    return list(review.grounds.filter(heading=heading, position=position or 0))


def grounds_stamp(grounds: Iterable[Ground]) -> str:
    return stamp(*sorted(one.name for one in grounds))


def offered(review: Review, text: str = "", limit: int | None = OFFERED) -> list[Ground]:
    """Rows of the record up to the cut-off date that hold the words, as grounds that are not saved: what was done and its
    evidence that may be shown to both, indicators both had agreed on by then, minutes both signed. Seven queries."""
    programme, words = review.programme, fold(text).split()
    done = alive_until(programme, review.cut_off)
    found = [
        Ground(
            kind=GroundKind.ACTIVITY,
            ref=one.key.hex,
            title=one.title,
            dated=one.ends_on,
            commitment=one.commitment.number,
        )
        for one in holding(done, words).select_related("commitment").order_by("-ends_on", "-id")[:limit]
    ]
    files = (
        Evidence.objects.filter(activity__programme=programme, dated__lte=review.cut_off, crosses=True)
        .select_related("activity__commitment", "file")
        .order_by("-dated", "-id")
    )
    rows = [
        Ground(
            kind=GroundKind.FILE,
            ref=f"{one.activity.key.hex}:{one.file.sha256}",
            title=one.caption or one.activity.title,
            dated=one.dated,
            commitment=one.activity.commitment.number,
        )
        for one in files
    ]
    rows += [
        Ground(
            kind=GroundKind.INDICATOR,
            ref=one.key.hex,
            title=one.text,
            commitment=one.commitment.number,
        )
        for one in agreed_indicators(programme.commitments.all(), review.cut_off).select_related("commitment")
    ]
    years = range(review.first_year, review.year + 1)
    rows += [
        Ground(
            kind=GroundKind.MINUTES,
            ref=f"{year}:{one.document.sha256}",
            title=body_of(one.document)["title"],
            dated=one.held_on,
        )
        for year, one in recorded_years(programme, years).items()
        if one.document is not None
    ]
    return found + _few([one for one in rows if _holds(one, words)], limit)


def _few(rows: list[Ground], limit: int | None) -> list[Ground]:
    """The first of each kind."""
    kept: dict[str, list[Ground]] = {}
    for one in rows:
        kept.setdefault(one.kind, []).append(one)
    return [one for kind in kept.values() for one in kind[:limit]]


def _holds(one: Ground, words: list[str]) -> bool:
    said = fold(" ".join((one.title.lo, one.title.vi, one.title.en)))
    return all(word in said for word in words)


def keys_of(programme: Programme) -> dict[int, UUID]:
    """The keys of commitments by their numbers, for `address_of`."""
    return dict(programme.commitments.values_list("number", "key"))


def address_of(kind: str, ref: str, commitment: int | None, slug: str, keys: Mapping[int, UUID]) -> str:
    """The page of a row a judgement rests on; "" where this server has none."""
    first = ref.partition(":")[0]
    if kind == GroundKind.MINUTES:
        return reverse("reviews:minutes", args=[slug, first])
    if kind == GroundKind.INDICATOR:
        key = keys.get(commitment or 0)
        return reverse("commitments:commitment", args=[slug, key]) if key else ""
    return reverse("plans:activity", args=[slug, UUID(hex=first)])


def with_addresses(grounds: Iterable[Ground], programme: Programme) -> list[tuple[Ground, str]]:
    """Each with the address of its page; one query where there are any."""
    grounds = list(grounds)
    keys = keys_of(programme) if grounds else {}
    return [(one, address_of(one.kind, one.ref, one.commitment, programme.slug, keys)) for one in grounds]
