from django.urls import path

from songfai.desk import pages

app_name = "desk"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("waiting/<str:name>/", pages.part, name="part"),
    path("search/", pages.search, name="search"),
    path("programmes/<slug:slug>/", pages.programme, name="programme"),
]
