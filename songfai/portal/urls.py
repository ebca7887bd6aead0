from django.urls import path

from songfai.portal import campaigns, certificates, pages

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("campaigns/", campaigns.index, name="campaigns"),
    path("campaigns/<uuid:key>/", campaigns.campaign, name="campaign"),
    path("certificates/", certificates.certificate, name="certificate"),
    path("public/<slug:slug>/", pages.programme, name="programme"),
    path("public/<slug:slug>/commitments.csv", pages.commitments_csv, name="commitments_csv"),
    path("public/<slug:slug>/<str:sha256>.json", pages.document_bytes, name="document_bytes"),
    path("programmes/<slug:slug>/releases/", pages.releases, name="releases"),
    path("programmes/<slug:slug>/releases/<str:sha256>/", pages.release, name="release"),
]
