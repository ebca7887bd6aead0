from django.urls import path

from songfai.desk import pages

app_name = "desk"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("search/", pages.search, name="search"),
    path("programmes/<slug:slug>/", pages.programme, name="programme"),
]
