from django.urls import path

from songfai.reports.pages import (
    annual,
    commitments,
    frozen,
    information,
    owed,
    plan,
    portfolio,
    term,
    visits,
    works,
)

app_name = "reports"
urlpatterns = [
    path("commitment-report/", commitments.of_all, name="commitments"),
    path("work-papers/<uuid:key>/receipt-<slug:language>.pdf", works.receipt, name="work_receipt"),
    path(
        "work-papers/<uuid:key>/certificate-<int:number>-<slug:language>.pdf",
        works.certificate,
        name="work_certificate",
    ),
    path("work-papers/<uuid:key>/refusal/register/", works.draft_letter, name="draft_letter"),
    path(
        "work-papers/<uuid:key>/<slug:kind>/<slug:language>.<slug:form>",
        works.council_paper,
        name="council_paper",
    ),
    path("portfolio-report/", portfolio.report, name="portfolio"),
    path("portfolio-report/rows/<str:name>/", portfolio.rows, name="portfolio_rows"),
    path("reports-owed/<uuid:key>/<str:first>/draft/", owed.draft, name="draft_owed"),
    path("frozen-reports/", frozen.of_all, name="frozen_of_all"),
    path("<slug:slug>/reports/frozen/", frozen.of_programme, name="frozen"),
    path("<slug:slug>/reports/", annual.index, name="list"),
    path("<slug:slug>/reports/commitments/", commitments.of_programme, name="programme_commitments"),
    path("<slug:slug>/reports/term/<slug:kind>/<int:year>/", term.report, name="term"),
    path("<slug:slug>/reports/term/<slug:kind>/<int:year>/rows/<str:name>/", term.rows, name="term_rows"),
    path("<slug:slug>/reports/information/<int:year>/", information.report, name="information"),
    path(
        "<slug:slug>/reports/information/<int:year>/rows/<str:name>/",
        information.rows,
        name="information_rows",
    ),
    path(
        "<slug:slug>/reports/visits/<uuid:key>/<slug:language>.pdf", visits.programme, name="visit_programme"
    ),
    path("<slug:slug>/reports/plans/<uuid:key>/", plan.report, name="plan"),
    path("<slug:slug>/reports/plans/<uuid:key>/rows/<str:name>/", plan.rows, name="plan_rows"),
    path("<slug:slug>/reports/visits/<uuid:key>/", visits.report, name="visit"),
    path("<slug:slug>/reports/visits/<uuid:key>/rows/<str:name>/", visits.rows, name="visit_rows"),
    path("<slug:slug>/reports/<int:year>/", annual.annual, name="annual"),
    path("<slug:slug>/reports/<int:year>/rows/<str:name>/", annual.rows, name="rows"),
]
