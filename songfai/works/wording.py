"""What pages of more than one room say: of a campaign the counting rule in sentences and the numbers that follow it, of a
certificate the address at which it is checked."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.works.models import Campaign, Certificate
from songfai.works.pictures import day_columns
from songfai.works.queries import days_of, ranking, totals
from songfai.works.queries.campaigns import NEARLY
from songfai.works.states import Counting, Entrants


def counting_rule(campaign: Campaign) -> list[str]:
    told = [_(Counting(campaign.counting).words), _(Entrants(campaign.entrants).words)]
    if campaign.entrants == Entrants.UNION:
        told.append(_("Who is a member is as the authors state, or as the unit’s office has checked"))
    language = current_language()
    if campaign.applied_from:
        told.append(
            _("First applied on %(date)s or later") % {"date": format_date(campaign.applied_from, language)}
        )
    if campaign.applied_to:
        told.append(
            _("First applied on %(date)s or earlier") % {"date": format_date(campaign.applied_to, language)}
        )
    return [*told, _("Each work once; duplicates and works taken out do not count"), nearly_words()]


def nearly_words() -> str:
    """How entries with nearly the same text are found; what of them counts, people decide."""
    return _(
        "Entries with %(percent)s per cent of the same wording or more are shown to the office of the campaign, which may mark"
        " one as a duplicate with a reason."
    ) % {"percent": NEARLY}


def told_of(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """What `works/_campaign.html` shows."""
    days = days_of(campaign, today())
    return {
        "campaign": campaign,
        "rule": counting_rule(campaign),
        "cut_off": now(),
        "ranked": ranking(request, campaign),
        "totals": totals(campaign),
        "days": days,
        "picture": day_columns(days),
    }


def check_address(request: HttpRequest, certificate: Certificate) -> str:
    """Where anybody checks the certificate, with its number and its code: printed on it, and in its square code."""
    said = urlencode({"number": str(certificate), "code": certificate.shown_code})
    return request.build_absolute_uri(f"{reverse('portal:certificate')}?{said}")
