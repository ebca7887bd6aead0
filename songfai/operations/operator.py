"""Whoever works at the server's own command line, as the journal names them."""

from dataclasses import dataclass

from songfai.operations.ground import Failed
from songfai.parties.models import Institution


@dataclass(frozen=True, slots=True)
class Operator:
    """No account, and no institution they could agree for: only what the server's administrator does."""

    institution: Institution | None = None
    account_id: None = None
    account: str = "songfai (command line)"

    @property
    def institution_id(self) -> int | None:
        return self.institution.pk if self.institution else None


def institution_named(slug: str) -> Institution:
    found = Institution.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Institution.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise Failed(f"There is no institution “{slug}”. Known: {known or 'none'}.")
    return found
