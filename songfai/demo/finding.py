"""Rows of the story found again, as a page would hold them."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from songfai.demo.book import PROGRAMMES, read
from songfai.programmes.models import Programme
from songfai.programmes.queries import with_sides
from songfai.reviews.models import Direction, Review
from songfai.reviews.states import ReviewKind


def programme_of(slug: str) -> Programme:
    """With its sides and its paper."""
    return with_sides(Programme.objects.select_related("register")).get(slug=slug)


def review_of(slug: str, year: int, kind: ReviewKind = ReviewKind.ANNUAL) -> Review:
    found = Review.objects.select_related("document__standing")
    review = found.get(programme__slug=slug, year=year, kind=kind)
    review.programme = programme_of(slug)
    return review


def directions_of(slug: str, review: Review) -> list[tuple[Direction, dict[str, Any]]]:
    """The directions of a review beside the story's words for them."""
    name = next(name for name in PROGRAMMES if read(name)["slug"] == slug)
    told = read(f"{name}_{review.year}")["review"]["directions"]
    return list(zip(review.directions.order_by("number"), told, strict=True))


def key_of(slug: str, name: str) -> UUID:
    """The same key at each telling, so that addresses of the story stay."""
    return uuid5(NAMESPACE_URL, f"songfai:demo/{slug}/{name}")
