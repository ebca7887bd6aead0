from django.urls import path

from songfai.commitments import pages

INDICATOR = "<slug:slug>/commitments/<uuid:key>/indicators/<uuid:indicator>/"

app_name = "commitments"
urlpatterns = [
    path("<slug:slug>/commitments/<uuid:key>/", pages.commitment, name="commitment"),
    path("<slug:slug>/commitments/<uuid:key>/say/", pages.say, name="say"),
    path("<slug:slug>/commitments/<uuid:key>/say/<int:number>/back/", pages.take_back, name="take_back"),
    path("<slug:slug>/commitments/<uuid:key>/remark/", pages.remark, name="remark"),
    path("<slug:slug>/commitments/<uuid:key>/indicators/new/", pages.propose, name="propose"),
    path("<slug:slug>/commitments/<uuid:key>/indicators/<uuid:indicator>/", pages.measure, name="measure"),
    path("<slug:slug>/commitments/<uuid:key>/indicators/<uuid:indicator>/agree/", pages.agree, name="agree"),
    path(
        "<slug:slug>/commitments/<uuid:key>/indicators/<uuid:indicator>/withdraw/",
        pages.withdraw,
        name="withdraw",
    ),
    path(f"{INDICATOR}targets/new/", pages.new_target, name="new_target"),
    path(
        f"{INDICATOR}targets/<uuid:target>/agree/",
        pages.answer_target,
        {"answer": "agree"},
        name="agree_target",
    ),
    path(
        f"{INDICATOR}targets/<uuid:target>/withdraw/",
        pages.answer_target,
        {"answer": "withdraw"},
        name="withdraw_target",
    ),
    path(f"{INDICATOR}figures/<int:number>/confirm/", pages.confirm, name="confirm"),
]
