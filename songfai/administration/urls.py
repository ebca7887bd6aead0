from django.urls import path

from songfai.administration.pages import institutions, partners, succession, units

app_name = "administration"
urlpatterns = [
    path("me/", institutions.me, name="me"),
    path("", institutions.index, name="list"),
    path("new/", institutions.edit, name="new"),
    path("partners/", partners.partners, name="partners"),
    path("partners/take-card/", partners.take_card, name="take_card"),
    path("<slug:slug>/keys/", partners.keys_of, name="keys"),
    path("<slug:slug>/card", partners.card, name="card"),
    path("fields/", succession.fields, name="fields"),
    path("fields/new/", succession.field, name="new_field"),
    path("fields/<slug:slug>/", succession.field, name="field"),
    path("<slug:slug>/", institutions.institution, name="institution"),
    path("<slug:slug>/edit/", institutions.edit, name="edit"),
    path("<slug:slug>/units/", institutions.add_unit, name="add_unit"),
    path("<slug:slug>/units/<int:number>/", units.unit, name="unit"),
    path("<slug:slug>/units/<int:number>/name/", units.rename, name="rename_unit"),
    path("<slug:slug>/units/<int:number>/join/", units.join, name="join_units"),
    path("<slug:slug>/units/<int:number>/divide/", units.divide, name="divide_unit"),
    path(
        "<slug:slug>/units/<int:number>/moves/<int:move>/back/", units.take_move_back, name="take_move_back"
    ),
    path("<slug:slug>/units/joined/<str:token>/", units.take_joining_back, name="take_joining_back"),
    path("<slug:slug>/units/moved/<str:token>/", units.take_moves_back, name="take_moves_back"),
    path("<slug:slug>/over-time/", succession.over_time, name="over_time"),
    path("<slug:slug>/over-time/name/", succession.rename, name="rename"),
    path("<slug:slug>/over-time/name/<int:number>/back/", succession.take_name_back, name="take_name_back"),
    path("<slug:slug>/over-time/<int:number>/back/", succession.take_back, name="take_back"),
    path("<slug:slug>/over-time/again/<str:token>/", succession.hand_on_again, name="hand_on_again"),
    path("<slug:slug>/seats/", institutions.add_seat, name="add_seat"),
    path("<slug:slug>/seats/<int:number>/end/", institutions.end_seat, name="end_seat"),
]
