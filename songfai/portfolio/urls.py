from django.urls import path

from songfai.portfolio.pages import activities, changes, filters, visits

app_name = "portfolio"
urlpatterns = [
    path("activities/", activities.index, name="activities"),
    path("visits/", visits.index, name="visits"),
    path("filters/", filters.index, name="filters"),
    path("filters/save/", filters.save, name="save_filter"),
    path("filters/<uuid:key>/", filters.follow, name="filter"),
    path("filters/<uuid:key>/delete/", filters.forget, name="forget_filter"),
    path("changes/", changes.index, name="changes"),
    path("changes/new/", changes.new, name="new_change"),
    path("changes/<uuid:key>/", changes.change, name="change"),
    path("changes/<uuid:key>/go-on/", changes.go_on, name="go_on"),
    path("changes/<uuid:key>/undo/", changes.undo, name="undo"),
]
