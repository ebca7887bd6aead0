"""What the head and the foot of every page lead to."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from songfai.kit.addresses import address
from songfai.notices.queries import unread_count
from songfai.parties.permissions import can

# Pages of a programme's matters stand under "Programmes", whichever room draws them.
MATTERS = {
    "plans": "programmes",
    "reviews": "programmes",
    "support": "programmes",
    "duties:list": "programmes",
    "duties:new": "programmes",
    "duties:duty": "programmes",
    "duties:extend": "programmes",
    "commitments": "programmes",
    "reports": "programmes",
    "record": "programmes",
    "exchange": "programmes",
    "desk:programme": "programmes",
    "portal:releases": "programmes",
}


def head(request: HttpRequest) -> dict[str, object]:
    """Links of the head; one query, for the number of new notices."""
    foot = [
        {"text": _("Help"), "url": address("portal:help")},
        {"text": _("Accessibility"), "url": address("portal:accessibility")},
    ]
    public = [
        {"text": _("All programmes"), "url": address("portal:home"), "section": "portal"},
    ]
    seat = getattr(request, "seat", None)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"foot_links": foot, "public_navigation": public}
    account = [{"text": _("My account"), "url": address("administration:me")}]
    if can(seat, "journal"):
        account.append({"text": _("Working history"), "url": address("journal:list")})
    account.append({"text": _("Rules of deadlines"), "url": address("deadlines:list")})
    account.append({"text": _("Rate tables"), "url": address("support:rates")})
    if request.user.is_staff or can(seat, "administer"):
        account.append({"text": _("Institutions and seats"), "url": address("administration:list")})
    main = [
        {"text": _("Desk"), "url": address("desk:desk"), "section": "desk"},
        {"text": _("Programmes"), "url": address("programmes:list"), "section": "programmes"},
        {"text": _("Deadlines"), "url": address("duties:all"), "section": "duties"},
        {"text": _("Official documents"), "url": address("registry:outgoing"), "section": "registry"},
        {"text": _("Initiatives"), "url": address("works:list"), "section": "works"},
        {"text": _("Activities"), "url": address("portfolio:activities"), "section": "portfolio"},
    ]
    if can(seat, "works") and not can(seat, "read"):
        # An author of works has nothing to do with the matters of programmes.
        main = [one for one in main if one["section"] == "works"]
    match = request.resolver_match
    return {
        "navigation": main,
        "section": MATTERS.get(
            f"{match.namespace}:{match.url_name}", MATTERS.get(match.namespace, match.namespace)
        )
        if match
        else "",
        "public_navigation": main,
        "account_links": account,
        "search_url": address("desk:search"),
        "notices_url": address("notices:list"),
        "notices_count": unread_count(request.user),
        "foot_links": [{"text": _("Public pages"), "url": address("portal:home")}, *foot],
    }
