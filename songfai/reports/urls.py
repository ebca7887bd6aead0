from django.urls import path

from songfai.reports import pages

app_name = "reports"
urlpatterns = [
    path("<slug:slug>/reports/", pages.index, name="list"),
    path("<slug:slug>/reports/<int:year>/", pages.annual, name="annual"),
    path("<slug:slug>/reports/<int:year>/rows/<str:name>/", pages.rows, name="rows"),
]
