"""Every signed-in request is made from a seat: `request.seat`, or None."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from songfai.kit.clock import today
from songfai.parties.models import Seat
from songfai.parties.queries import seats_now

SESSION_KEY = "seat"


def current_seat(request: HttpRequest) -> Seat | None:
    if not request.user.is_authenticated:
        return None
    seats = seats_now(request.user, today())
    chosen = request.session.get(SESSION_KEY)
    request.seats = seats
    return next((seat for seat in seats if seat.pk == chosen), seats[0] if seats else None)


class SeatMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seats = []
        request.seat = current_seat(request)
        return self.get_response(request)
