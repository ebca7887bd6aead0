from django.urls import path

from songfai.journal import pages

app_name = "journal"
urlpatterns = [path("", pages.index, name="list")]
