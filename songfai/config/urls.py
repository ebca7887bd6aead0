from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from songfai.kit import refusals

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("songfai.portal.urls")),
    path("desk/", include("songfai.desk.urls")),
    path("portfolio/", include("songfai.portfolio.urls")),
    path("programmes/", include("songfai.programmes.urls")),
    path("programmes/", include("songfai.plans.urls")),
    path("programmes/", include("songfai.commitments.urls")),
    path("programmes/", include("songfai.visits.urls")),
    path("", include("songfai.duties.urls")),
    path("", include("songfai.support.urls")),
    path("registry/", include("songfai.registry.urls")),
    path("works/", include("songfai.works.urls")),
    path("programmes/", include("songfai.reviews.urls")),
    path("programmes/", include("songfai.reports.urls")),
    path("", include("songfai.exchange.urls")),
    path("record/", include("songfai.record.urls")),
    path("files/", include("songfai.files.urls")),
    path("notices/", include("songfai.notices.urls")),
    path("journal/", include("songfai.journal.urls")),
    path("deadlines/", include("songfai.deadlines.urls")),
    path("parties/", include("songfai.parties.urls")),
    path("administration/", include("songfai.administration.urls")),
    path("accounts/", include("allauth.urls")),
]

if settings.DEBUG or settings.DEMO:
    from songfai.kit import styleguide

    urlpatterns.append(path("styleguide/", styleguide.page, name="styleguide"))

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.server_error
