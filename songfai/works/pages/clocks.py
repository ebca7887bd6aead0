"""All that is due and waits for a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from songfai.kit.clock import today
from songfai.works.pages.parts import worker
from songfai.works.queries import clocks, dues_today, to_pay

SHOWN = 200


def due(request: HttpRequest) -> HttpResponse:
    """Clocks of recognition and payments, the earliest first."""
    worker(request)
    day = today()
    context = {
        "active": "due",
        "clocks": clocks(request.seat, day, SHOWN),
        "dues": dues_today(to_pay(request.seat, day)[:SHOWN], day),
        "shown": SHOWN,
    }
    return render(request, "works/due.html", context)
