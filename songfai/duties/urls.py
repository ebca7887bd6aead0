from django.urls import path

from songfai.duties import pages

app_name = "duties"
urlpatterns = [
    path("duties/", pages.everywhere, name="all"),
    path("programmes/<slug:slug>/duties/", pages.index, name="list"),
    path("programmes/<slug:slug>/duties/new/", pages.new, name="new"),
    path("programmes/<slug:slug>/duties/follow/<int:number>/", pages.follow, name="follow"),
    path("programmes/<slug:slug>/duties/<uuid:key>/", pages.duty, name="duty"),
    path("programmes/<slug:slug>/duties/<uuid:key>/start/", pages.start, name="start"),
    path("programmes/<slug:slug>/duties/<uuid:key>/count/", pages.recount, name="recount"),
    path("programmes/<slug:slug>/duties/<uuid:key>/extend/", pages.extend, name="extend"),
    path("programmes/<slug:slug>/duties/<uuid:key>/confirm/", pages.confirm, name="confirm"),
    path(
        "programmes/<slug:slug>/duties/<uuid:key>/apart/<int:side>/", pages.put_in_place, name="put_in_place"
    ),
    path("programmes/<slug:slug>/duties/<uuid:key>/let-go/", pages.let_go, name="let_go"),
    path("programmes/<slug:slug>/duties/<uuid:key>/take-back/", pages.take_back, name="take_back"),
    path(
        "programmes/<slug:slug>/duties/<uuid:key>/extensions/<int:number>/agree/", pages.agree, name="agree"
    ),
    path(
        "programmes/<slug:slug>/duties/<uuid:key>/extensions/<int:number>/decline/",
        pages.decline,
        name="decline",
    ),
    path(
        "programmes/<slug:slug>/duties/<uuid:key>/extensions/<int:number>/withdraw/",
        pages.withdraw,
        name="withdraw",
    ),
]
