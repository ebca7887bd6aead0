"""Entering institutions. Journals and permissions are the calling room's: this room stands below them."""

import re

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.parties.models import Institution
from songfai.parties.states import Layout


def slug_for(name: Trilingual, country: str) -> str:
    """Latin letters of the name, else the country; unique by a number."""
    words = re.findall(r"[a-z0-9]+", fold(name.en or name.vi or name.lo))
    base = "-".join(words)[:40].strip("-") or f"institution-{country.lower()}"
    slug, number = base, 2
    while Institution.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def register(
    *,
    name: Trilingual,
    short_name: Trilingual,
    country: str,
    place: Trilingual,
    layout: str,
    origin: str = "",
) -> Institution:
    """Enter an institution that is not in the list yet; its log is named after its slug, where it has no name yet."""
    if not name:
        raise Refused("institution_unnamed", N_("The institution has no name yet."))
    slug = slug_for(name, country)
    return Institution.objects.create(
        slug=slug,
        name=name,
        short_name=short_name or name,
        country=country.upper(),
        place=place,
        layout=layout if layout in set(Layout) else Layout.VN,
        origin=origin or f"songfai/{slug}",
    )
