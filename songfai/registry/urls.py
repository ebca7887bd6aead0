from django.urls import path

from songfai.registry.pages import changes, documents, lists, partner, reports, series, steps, types

app_name = "registry"
urlpatterns = [
    path("", lists.outgoing, name="outgoing"),
    path("incoming/", lists.incoming, name="incoming"),
    path("arrivals/", lists.arrivals, name="arrivals"),
    path("arrivals/<int:number>/", changes.register, name="register"),
    path("partner/", partner.index, name="partner"),
    path("partner/<uuid:key>/", partner.paper, name="partner_paper"),
    path("partner/<uuid:key>/register/", changes.register_paper, name="register_paper"),
    path("new/", changes.new_out, name="new_out"),
    path("incoming/new/", changes.new_in, name="new_in"),
    path("print/<str:direction>/<int:year>/", lists.printed, name="print"),
    path("reports/", reports.index, name="reports"),
    path("reports/new/", reports.edit_duty, name="new_duty"),
    path("reports/<uuid:key>/", reports.edit_duty, name="edit_duty"),
    path("reports/<uuid:key>/<str:first>/", reports.report, name="report"),
    path("types/", types.index, name="types"),
    path("types/new/", types.edit, name="new_type"),
    path("types/<int:number>/", types.edit, name="edit_type"),
    path("types/<int:number>/end/", types.end, name="end_type"),
    path("types/<int:number>/resume/", types.resume, name="resume_type"),
    path("series/", series.index, name="series"),
    path("series/usual/", series.usual, name="usual_series"),
    path("series/new/", series.edit, name="new_series"),
    path("series/<uuid:key>/", series.edit, name="edit_series"),
    path("<uuid:key>/", documents.document, name="document"),
    path("<uuid:key>/edit/", changes.edit, name="edit"),
    path("<uuid:key>/archive/", changes.archive, name="archive"),
    path("<uuid:key>/recipients/new/", changes.add_recipient, name="add_recipient"),
    path("<uuid:key>/recipients/<int:number>/remove/", changes.remove_recipient, name="remove_recipient"),
    path("<uuid:key>/files/new/", changes.add_part, name="add_part"),
    path("<uuid:key>/files/<int:number>/remove/", changes.remove_part, name="remove_part"),
    path("<uuid:key>/steps/<str:name>/", steps.step, name="step"),
]
