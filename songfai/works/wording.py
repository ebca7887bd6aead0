"""The counting rule of a campaign in sentences, for every page that prints its numbers."""

from django.utils.translation import gettext as _

from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.works.models import Campaign
from songfai.works.states import Counting, Entrants


def counting_rule(campaign: Campaign) -> list[str]:
    told = [_(Counting(campaign.counting).words), _(Entrants(campaign.entrants).words)]
    language = current_language()
    if campaign.applied_from:
        told.append(
            _("First applied on %(date)s or later") % {"date": format_date(campaign.applied_from, language)}
        )
    if campaign.applied_to:
        told.append(
            _("First applied on %(date)s or earlier") % {"date": format_date(campaign.applied_to, language)}
        )
    return [*told, _("Each work once; duplicates and works taken out do not count")]
