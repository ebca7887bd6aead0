"""What an officer sends from a form that binds their side: its hidden fields as the page gave them, and the password."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from songfai.programmes.models import Programme
from songfai.record import keys
from tests.factories import NOW

PASSWORD = "a long enough password"
INPUT = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')


def signed(client: Client, page: str, act: str, **more: str) -> dict[str, str]:
    """`page` shows the form, `act` is the end of the address it posts to ("/offer/")."""
    text = client.get(page).content.decode()
    form = next(
        part for part in text.split("<form ")[1:] if re.search(rf'action="[^"]*{act}"', part.split(">")[0])
    )
    fields = {name: unescape(value) for name, value in INPUT.findall(form.split("</form>")[0])}
    return fields | {"password": PASSWORD} | more


def programme_signed(client: Client, act: str, slug: str, **more: object) -> dict[str, object]:
    """What an officer sends to offer or approve a programme. Before a first offer both sides have their keys."""
    if act == "offer":
        for side in Programme.objects.get(slug=slug).sides.all():
            keys.ensure(side.institution, NOW)
    try:
        return {**signed(client, reverse("programmes:document", args=[slug]), f"/{act}/"), **more}
    except StopIteration:  # no form for this person
        return {"password": PASSWORD, **more}
