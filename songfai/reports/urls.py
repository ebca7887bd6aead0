from django.urls import path

from songfai.reports.pages import annual, commitments, term, visits
from songfai.reviews.states import ReviewKind

app_name = "reports"
urlpatterns = [
    path("commitment-report/", commitments.of_all, name="commitments"),
    path("<slug:slug>/reports/", annual.index, name="list"),
    path("<slug:slug>/reports/commitments/", commitments.of_programme, name="programme_commitments"),
    path(
        "<slug:slug>/reports/midterm/<int:year>/",
        term.report,
        {"kind": ReviewKind.MIDTERM.value},
        name="midterm",
    ),
    path(
        "<slug:slug>/reports/final/<int:year>/", term.report, {"kind": ReviewKind.FINAL.value}, name="final"
    ),
    path(
        "<slug:slug>/reports/visits/<uuid:key>/<slug:language>.pdf", visits.programme, name="visit_programme"
    ),
    path("<slug:slug>/reports/<int:year>/", annual.annual, name="annual"),
    path("<slug:slug>/reports/<int:year>/rows/<str:name>/", annual.rows, name="rows"),
]
