from django.urls import path

from songfai.administration.pages import institutions as pages
from songfai.administration.pages import partners

app_name = "administration"
urlpatterns = [
    path("me/", pages.me, name="me"),
    path("", pages.index, name="list"),
    path("new/", pages.edit, name="new"),
    path("partners/", partners.partners, name="partners"),
    path("partners/take-card/", partners.take_card, name="take_card"),
    path("<slug:slug>/keys/", partners.keys_of, name="keys"),
    path("<slug:slug>/card", partners.card, name="card"),
    path("<slug:slug>/", pages.institution, name="institution"),
    path("<slug:slug>/edit/", pages.edit, name="edit"),
    path("<slug:slug>/units/", pages.add_unit, name="add_unit"),
    path("<slug:slug>/seats/", pages.add_seat, name="add_seat"),
    path("<slug:slug>/seats/<int:number>/end/", pages.end_seat, name="end_seat"),
]
