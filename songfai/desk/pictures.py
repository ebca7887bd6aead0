"""A programme's dates as points of a timeline."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from songfai.commitments.queries import began
from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.forms import current_language
from songfai.kit.pictures import Point
from songfai.kit.pictures.points import Kind
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.states import ObligationKind
from songfai.record.states import Stage

KINDS: dict[str, Kind] = {
    ObligationKind.MIDTERM: "midterm",
    ObligationKind.RENEWAL: "decision",
    ObligationKind.FINAL_SUMMARY: "final",
}
WITH_YEAR = {ObligationKind.ANNUAL_REVIEW, ObligationKind.SIX_MONTHLY, ObligationKind.QUARTERLY}


def signed(programme: Programme) -> date:
    """The day of the signature, as far as it is known, else the first day of the term."""
    return began(programme)


def points(programme: Programme, obligations: Iterable[Obligation], today: date) -> list[Point]:
    """The signature, once there is one, and every date the programme owes. Where nobody says when it was signed, the picture
    begins with the term."""
    language = current_language()
    place = programme.signed_at.best(language)[0]
    when = format_date(programme.signed_on, language, USUAL_STYLE[language]) if programme.signed_on else ""
    owed = [point(one) for one in obligations]
    if not programme.signed_on and programme.stage != Stage.IN_FORCE:
        return owed
    begins = signed(programme)
    first = Point(
        begins,
        "signature",
        _("Signed") if programme.signed_on else _("First day of the term"),
        done=bool(programme.signed_on) or begins <= today,
        text=", ".join(filter(None, [place, when])),
    )
    return [first, *owed]


def point(obligation: Obligation) -> Point:
    words = obligation.get_kind_display()
    if obligation.kind in WITH_YEAR:
        words = _("%(what)s %(year)s") % {"what": words, "year": obligation.year}
    return Point(
        obligation.met_on or obligation.due,
        KINDS.get(obligation.kind, "review"),
        words,
        done=obligation.met_on is not None,
    )
