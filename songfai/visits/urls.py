from django.urls import path

from songfai.visits.pages import calendar, lines, meetings, rotation, steps, visits

VISITS = "<slug:slug>/visits/"
VISIT = f"{VISITS}<uuid:key>/"
MEETING = f"{VISIT}meetings/<uuid:meeting>/"

app_name = "visits"
urlpatterns = [
    path(VISITS, visits.index, name="list"),
    path(f"{VISITS}new/", visits.edit, name="new"),
    path(f"{VISITS}calendar/", calendar.month, name="calendar"),
    path(f"{VISITS}calendar.ics", calendar.file, name="calendar_file"),
    path(f"{VISITS}rotation/", rotation.index, name="rotation"),
    path(f"{VISITS}rotation/<slug:level>/", rotation.rule, name="rule"),
    path(f"{VISITS}rotation/<slug:level>/agree/", rotation.agree, name="agree"),
    path(f"{VISITS}rotation/<slug:level>/years/new/", rotation.turn, name="turn"),
    path(f"{VISITS}rotation/<slug:level>/years/<int:year>/claim/", rotation.claim_turn, name="claim_turn"),
    path(f"{VISITS}rotation/<slug:level>/years/<int:year>/remove/", rotation.remove_turn, name="remove_turn"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}edit/", visits.edit, name="edit"),
    path(f"{VISIT}apart/<int:side>/put-in-place/", steps.put_in_place, name="put_in_place"),
    path(f"{VISIT}apart/let-go/", steps.let_go, name="let_go"),
    path(f"{VISIT}scheme/", visits.scheme, name="scheme"),
    path(f"{VISIT}print/", visits.printed, name="print"),
    path(f"{VISIT}steps/<slug:name>/", steps.step, name="step"),
    path(f"{VISIT}lines/<slug:what>/new/", lines.edit, name="new_line"),
    path(f"{VISIT}lines/<slug:what>/<int:number>/", lines.edit, name="line"),
    path(f"{VISIT}lines/<slug:what>/<int:number>/remove/", lines.remove, name="remove_line"),
    path(f"{VISIT}meetings/new/", meetings.edit, name="new_meeting"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}edit/", meetings.edit, name="edit_meeting"),
    path(f"{MEETING}remove/", meetings.remove, name="remove_meeting"),
    path(f"{MEETING}minutes/", meetings.minutes, name="minutes"),
    path(f"{MEETING}minutes/let-stand/", meetings.let_stand, name="let_stand"),
    path(f"{MEETING}promises/new/", meetings.promise, name="new_promise"),
    path(f"{MEETING}promises/<int:number>/", meetings.promise, name="promise"),
    path(f"{MEETING}promises/<int:number>/remove/", meetings.remove_promise, name="remove_promise"),
    path(f"{MEETING}offer/", meetings.offer, name="offer"),
    path(f"{MEETING}approve/", meetings.approve, name="approve"),
    path(f"{MEETING}return/", meetings.return_, name="return"),
    path(f"{MEETING}withdraw/", meetings.withdraw, name="withdraw"),
    path("<slug:slug>/promises/<uuid:commitment>/", meetings.promised, name="promised"),
]
