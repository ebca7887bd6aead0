from django.urls import path

from songfai.plans.pages import activities, plans, templates

app_name = "plans"
urlpatterns = [
    path("<slug:slug>/plans/", plans.index, name="list"),
    path("<slug:slug>/plans/templates/", templates.index, name="templates"),
    path("<slug:slug>/plans/templates/<uuid:key>/remove/", templates.remove, name="remove_template"),
    path("<slug:slug>/plans/<uuid:key>/template/", templates.save, name="save_template"),
    path("<slug:slug>/plans/<int:year>/start/", plans.start, name="start"),
    path("<slug:slug>/plans/<uuid:key>/", plans.plan, name="plan"),
    path("<slug:slug>/plans/<uuid:key>/fill/", plans.fill, name="fill"),
    path("<slug:slug>/plans/<uuid:key>/items/new/", plans.item, name="new_item"),
    path("<slug:slug>/plans/<uuid:key>/items/<int:number>/", plans.item, name="item"),
    path("<slug:slug>/plans/<uuid:key>/items/<int:number>/remove/", plans.remove_item, name="remove_item"),
    path("<slug:slug>/plans/<uuid:key>/reason/", plans.reason, name="reason"),
    path("<slug:slug>/plans/<uuid:key>/discard/", plans.discard, name="discard"),
    path("<slug:slug>/plans/<uuid:key>/offer/", plans.offer, name="offer"),
    path("<slug:slug>/plans/<uuid:key>/approve/", plans.approve, name="approve"),
    path("<slug:slug>/plans/<uuid:key>/return/", plans.return_, name="return"),
    path("<slug:slug>/plans/<uuid:key>/withdraw/", plans.withdraw, name="withdraw"),
    path("<slug:slug>/activities/", activities.index, name="activities"),
    path("<slug:slug>/activities/new/", activities.edit, name="new_activity"),
    path("<slug:slug>/activities/<uuid:key>/", activities.activity, name="activity"),
    path("<slug:slug>/activities/<uuid:key>/edit/", activities.edit, name="edit_activity"),
    path("<slug:slug>/activities/<uuid:key>/figures/", activities.figures, name="figures"),
    path("<slug:slug>/activities/<uuid:key>/participants/", activities.participations, name="participations"),
    path("<slug:slug>/activities/<uuid:key>/outputs/", activities.outputs, name="outputs"),
    path("<slug:slug>/activities/<uuid:key>/evidence/", activities.add_evidence, name="add_evidence"),
    path(
        "<slug:slug>/activities/<uuid:key>/evidence/<int:number>/",
        activities.evidence_file,
        name="evidence_file",
    ),
    path(
        "<slug:slug>/activities/<uuid:key>/evidence/<int:number>/remove/",
        activities.remove_evidence,
        name="remove_evidence",
    ),
    path("<slug:slug>/activities/<uuid:key>/confirm/", activities.confirm, name="confirm"),
]
