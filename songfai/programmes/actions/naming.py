"""The words a programme is found by, and its place in lists by name: kept with the row, so that a list asks one column."""

from collections.abc import Iterable

from songfai.kit.languages import LANGUAGES
from songfai.kit.order import column_key
from songfai.kit.text import fold
from songfai.parties.models import Institution
from songfai.programmes.models import Programme

KEPT = ("search", "order_lo", "order_vi", "order_en")


def note_names(programme: Programme) -> None:
    """Called by every action that changes the title or a side."""
    texts = [programme.title]
    for side in programme.sides.select_related("institution"):
        texts += [side.institution.name, side.institution.short_name]
        texts += [
            text for former in side.institution.former_names for text in (former.name, former.short_name)
        ]
    words = " ".join(text.get(language) for text in texts for language in LANGUAGES)
    programme.search = fold(f"{words} {programme.slug}")
    for language in LANGUAGES:
        setattr(programme, f"order_{language}", column_key(programme.title.best(language)[0], language))
    programme.save(update_fields=list(KEPT))


def note_institution(institution: Institution) -> None:
    """Called when an institution takes another name, or a name is taken back; it is found by its former ones too."""
    note_all(Programme.objects.filter(sides__institution=institution))


def note_all(programmes: Iterable[Programme]) -> None:
    for programme in programmes:
        note_names(programme)
