"""What the head and the foot of every page lead to."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

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
        {"text": _("Help"), "url": reverse("portal:help")},
        {"text": _("Accessibility"), "url": reverse("portal:accessibility")},
    ]
    public = [
        {"text": _("All programmes"), "url": reverse("portal:home"), "section": "portal"},
    ]
    seat = getattr(request, "seat", None)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"foot_links": foot, "public_navigation": public}
    account = [{"text": _("My account"), "url": reverse("administration:me")}]
    if can(seat, "journal"):
        account.append({"text": _("Working history"), "url": reverse("journal:list")})
    account.append({"text": _("Rules of deadlines"), "url": reverse("deadlines:list")})
    account.append({"text": _("Rate tables"), "url": reverse("support:rates")})
    if request.user.is_staff or can(seat, "administer"):
        account.append({"text": _("Institutions and seats"), "url": reverse("administration:list")})
    main = [
        {"text": _("Desk"), "url": reverse("desk:desk"), "section": "desk"},
        {"text": _("Programmes"), "url": reverse("programmes:list"), "section": "programmes"},
        {"text": _("Deadlines"), "url": reverse("duties:all"), "section": "duties"},
        {"text": _("Official documents"), "url": reverse("registry:outgoing"), "section": "registry"},
        {"text": _("Initiatives"), "url": reverse("works:list"), "section": "works"},
        {"text": _("Activities"), "url": reverse("portfolio:activities"), "section": "portfolio"},
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
        "search_url": reverse("desk:search"),
        "notices_url": reverse("notices:list"),
        "notices_count": unread_count(request.user),
        "foot_links": [{"text": _("Public pages"), "url": reverse("portal:home")}, *foot],
    }
