from django.urls import path

from songfai.deadlines.pages import calendars, rules

app_name = "deadlines"
urlpatterns = [
    path("", rules.index, name="list"),
    path("rules/new/", rules.edit, name="new_rule"),
    path("rules/<slug:slug>/", rules.rule, name="rule"),
    path("rules/<slug:slug>/edit/", rules.edit, name="edit_rule"),
    path("rules/<slug:slug>/versions/new/", rules.version, name="new_version"),
    path("rules/<slug:slug>/versions/<uuid:key>/", rules.version, name="version"),
    path("holidays/", calendars.index, name="holidays"),
    path("holidays/new/", calendars.edit, name="new_holiday"),
    path("holidays/announced/new/", calendars.edit_moving, name="new_moving"),
    path("holidays/announced/<slug:slug>/", calendars.edit_moving, name="moving"),
    path("holidays/announced/<slug:slug>/remove/", calendars.remove_moving, name="remove_moving"),
    path("holidays/<uuid:key>/", calendars.edit, name="holiday"),
    path("holidays/<uuid:key>/remove/", calendars.remove, name="remove_holiday"),
]
