from django.urls import path

from songfai.parties import pages

app_name = "parties"
urlpatterns = [
    path("seat/", pages.switch_seat, name="switch_seat"),
    path("institutions/<slug:slug>/", pages.history, name="history"),
]
