"""What an officer sends from a form that binds their side: its hidden fields as the page gave them, and the password."""

import re
from html import unescape

from django.test import Client

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
