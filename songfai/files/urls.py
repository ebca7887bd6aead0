from django.urls import path

from songfai.files import pages

app_name = "files"
urlpatterns = [path("<uuid:key>/", pages.download, name="download")]
