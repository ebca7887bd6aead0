from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from songfai.kit.clock import today
from songfai.parties.middleware import SESSION_KEY
from songfai.parties.queries import seats_of
from songfai.people.queries import account_of


@require_POST
def switch_seat(request: HttpRequest) -> HttpResponse:
    """Act for another institution from now on, in this session."""
    typed = request.POST.get("seat", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    seat = get_object_or_404(seats_of(account_of(request), today()), pk=number)
    request.session[SESSION_KEY] = seat.pk
    return redirect("desk:desk")
