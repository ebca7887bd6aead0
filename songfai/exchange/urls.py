from django.urls import path

from songfai.exchange import api
from songfai.exchange.pages import checking, first, programmes, writing

ROOM = "programmes/<slug:slug>/exchange/"

app_name = "exchange"
urlpatterns = [
    path("exchange/v1/bundle", api.bundle, name="bundle"),
    path("exchange/v1/checkpoint", api.checkpoint, name="checkpoint"),
    path("exchange/take-in/", first.first, name="first"),
    path(ROOM, programmes.exchange, name="programme"),
    path(f"{ROOM}send/", programmes.send, name="send"),
    path(f"{ROOM}mail/", programmes.by_mail, name="by_mail"),
    path(f"{ROOM}take-in/", programmes.take_in, name="take_in"),
    path(f"{ROOM}messages/", writing.messages, name="messages"),
    path(f"{ROOM}incidents/<int:number>/", programmes.name_story, name="name_story"),
    path(f"{ROOM}tell-known/", programmes.tell_known, name="tell_known"),
    path(f"{ROOM}check/", checking.check, name="check"),
    path(f"{ROOM}check/answer/", checking.answer, name="answer"),
    path(f"{ROOM}check/record.coop", checking.record_file, name="record_file"),
    path(f"{ROOM}check/policy-p<int:position>.txt", checking.policy, name="policy"),
    path(f"{ROOM}check/<str:name>", checking.checker, name="checker"),
]
