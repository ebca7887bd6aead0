from django.urls import path

from songfai.notices import pages

app_name = "notices"
urlpatterns = [
    path("", pages.index, name="list"),
    path("<int:number>/", pages.follow, name="follow"),
    path("read/", pages.read_all, name="read_all"),
]
