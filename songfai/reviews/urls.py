from django.urls import path, register_converter

from songfai.reviews.pages import commitments, information, lines, minutes, room, term


class CodeConverter:
    """How an address calls a review (models.Review.code): 2025, midterm_2027, final_2030."""

    regex = "(?:(?:midterm|final)_)?[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str | int) -> str:
        return str(value)


register_converter(CodeConverter, "review")

YEAR = "<slug:slug>/reviews/<review:which>/"
INFORMATION = "<slug:slug>/information/<int:year>/"
LESSON, DIRECTION = {"what": "lesson"}, {"what": "direction"}

app_name = "reviews"
urlpatterns = [
    path("<slug:slug>/information/", information.years, name="information_years"),
    path(INFORMATION, information.year, name="information"),
    path(f"{INFORMATION}hand-over/", information.hand_over, name="hand_over"),
    path(f"{INFORMATION}acknowledge/", information.acknowledge, name="acknowledge"),
    path(f"{INFORMATION}headings/new/", information.new_heading, name="new_heading"),
    path(f"{INFORMATION}headings/<slug:heading>/", information.part, name="information_part"),
    path(f"{INFORMATION}headings/<slug:heading>/remove/", information.remove_heading, name="remove_heading"),
    path(f"{INFORMATION}headings/<slug:heading>/files/", information.attach, name="attach"),
    path(
        f"{INFORMATION}headings/<slug:heading>/files/<int:number>/remove/", information.detach, name="detach"
    ),
    path("<slug:slug>/reviews/", room.index, name="list"),
    path(YEAR, room.review, name="review"),
    path(f"{YEAR}open/", room.open_, name="open"),
    path(f"{YEAR}compile/", room.compile_, name="compile"),
    path(f"{YEAR}meeting/", room.meeting, name="meeting"),
    path(f"{YEAR}delegation/", term.delegation, name="delegation"),
    path(f"{YEAR}decision/", term.decision, name="decision"),
    path(f"{YEAR}headings/<slug:heading>/", term.heading, name="heading"),
    path(f"{YEAR}headings/<slug:heading>/judge/", term.judge, name="judge"),
    path(f"{YEAR}headings/<slug:heading>/rests-on/", term.grounds, name="grounds"),
    path(f"{YEAR}headings/<slug:heading>/conclude/", term.conclude, name="conclude"),
    path(f"{YEAR}commitments/<int:number>/", commitments.commitment, name="commitment"),
    path(f"{YEAR}commitments/<int:number>/rate/", commitments.rate, name="rate"),
    path(f"{YEAR}commitments/<int:number>/finding/", commitments.finding, name="finding"),
    path(f"{YEAR}lessons/new/", lines.edit, LESSON, name="new_lesson"),
    path(f"{YEAR}lessons/<int:number>/", lines.edit, LESSON, name="lesson"),
    path(f"{YEAR}lessons/<int:number>/remove/", lines.remove, LESSON, name="remove_lesson"),
    path(f"{YEAR}directions/new/", lines.edit, DIRECTION, name="new_direction"),
    path(f"{YEAR}directions/<int:number>/", lines.edit, DIRECTION, name="direction"),
    path(f"{YEAR}directions/<int:number>/remove/", lines.remove, DIRECTION, name="remove_direction"),
    path(f"{YEAR}minutes/", minutes.minutes, name="minutes"),
    path(f"{YEAR}minutes/drawn-up/", minutes.drawn_up, name="drawn_up"),
    path(f"{YEAR}minutes/let-stand/", minutes.let_stand, name="let_stand"),
    path(f"{YEAR}minutes/offer/", minutes.offer, name="offer"),
    path(f"{YEAR}minutes/approve/", minutes.approve, name="approve"),
    path(f"{YEAR}minutes/return/", minutes.return_, name="return"),
    path(f"{YEAR}minutes/withdraw/", minutes.withdraw, name="withdraw"),
    path(f"{YEAR}plan/", minutes.plan, name="plan"),
    path(f"{YEAR}extend/", minutes.extend, name="extend"),
    path(f"{YEAR}close/", minutes.close, name="close"),
]
