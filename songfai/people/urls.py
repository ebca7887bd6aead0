from django.urls import path

from songfai.people import pages

app_name = "people"
urlpatterns = [path("me/", pages.me, name="me")]
