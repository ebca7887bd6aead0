"""What the pages of a programme ask of the reader."""

from django import template

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of

register = template.Library()


@register.filter
def is_side_of(seat: Seat | None, programme: Programme) -> bool:
    """`{% if request.seat|is_side_of:programme %}`: the seat's institution is one of the two sides, or has taken one over."""
    return side_of(programme, seat) is not None
