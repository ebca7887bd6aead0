"""Until when recognition may be requested after the first application, told to authors while they write and to the office."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from songfai.deadlines.wording import limit_in_words, said
from songfai.kit.clock import today
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.works.models import Work
from songfai.works.queries import request_limit, request_term
from songfai.works.rules.requesting import RequestTerm
from songfai.works.states import Step

# Before these the office reads it: each is a judgement that people make.
TOLD_BEFORE = {Step.ACCEPT, Step.REJECT, Step.RECOGNISE, Step.REFUSE}


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """`warns`: it has ended, or may have. `limit`: how long it is, and from what; `basis`: where that is said."""

    text: str
    warns: bool
    limit: str
    basis: Trilingual


def told_term(work: Work) -> ToldTerm | None:
    """Nothing where no rule says one, or no day of application is stated."""
    found = request_term(work, today())
    if found is None:
        return None
    term, version = found
    text = _of_authors(term) if term.filed_on is None else _of_office(term, term.filed_on)
    return ToldTerm(
        text,
        term.ended or term.perhaps_ended,
        _("%(limit)s from the first application") % {"limit": limit_in_words(version.limit)},
        version.basis,
    )


def limit_help(institution: Institution) -> str:
    """Beside the day of the first application, while it is typed."""
    version = request_limit(institution, today())
    if version is None:
        return ""
    return _("Recognition is requested within %(limit)s of the first application.") % {
        "limit": limit_in_words(version.limit)
    }


def _days(term: RequestTerm) -> dict[str, str]:
    return {"first": said(term.first), "last": said(term.last)}


def _of_authors(term: RequestTerm) -> str:
    if term.ended:
        return _(
            "The term for requesting recognition ended on %(last)s. The work can be filed; the unit may refuse it for this."
            " If the day you have entered is that of a trial alone, say so in the description: the term is counted from"
            " the first application."
        ) % _days(term)
    if term.perhaps_ended:
        return _(
            "The term for requesting recognition ends between %(first)s and %(last)s, so it may have ended. Enter the day of"
            " the first application as exactly as it is known."
        ) % _days(term)
    if term.exact:
        return _("Recognition is to be requested by %(last)s.") % _days(term)
    return _(
        "Recognition is to be requested by a day between %(first)s and %(last)s; by %(first)s it is surely in time."
    ) % _days(term)


def _of_office(term: RequestTerm, filed_on: date) -> str:
    told = _days(term) | {"filed": said(filed_on)}
    if term.ended:
        return (
            _(
                "Filed on %(filed)s; the term for requesting recognition had ended on %(last)s. It may be a reason to refuse;"
                " people decide that. Ask first whether the day stated is that of a trial alone: the term is counted from the"
                " first application."
            )
            % told
        )
    if term.perhaps_ended:
        return (
            _(
                "Filed on %(filed)s; the term for requesting recognition ended between %(first)s and %(last)s. The day of the"
                " first application is not stated exactly enough to say whether it was in time."
            )
            % told
        )
    return _("Filed on %(filed)s, within the term for requesting recognition.") % told
