"""Cards and partners: who sees which card, what comes in, and where files go."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from songfai.cli import parser
from songfai.exchange.actions import card_file
from songfai.exchange.models import Post
from songfai.parties.models import Institution
from songfai.parties.states import Role
from songfai.record import keys
from songfai.record.words import words_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    made = make.institution()
    keys.ensure(made, make.NOW)
    return made


@pytest.fixture
def whole(client):
    client.force_login(make.account(is_staff=True))
    return client


def test_the_card_is_shown_as_words_code_and_picture(whole, body):
    text = whole.get(reverse("administration:keys", args=[body.slug])).content.decode()
    for word in words_of(keys.card_of(body).sha256, "en"):
        assert word in text
    assert "data:image/svg+xml;base64," in text
    (command,) = re.findall(r"<code>songfai (keys take-offline .*?)</code>", text)
    said = parser().parse_args(command.split())
    assert (said.institution, len(said.root)) == (body.slug, 3)
    file = whole.get(reverse("administration:card", args=[body.slug]))
    assert file.content == card_file(body, make.NOW)


def test_an_administrator_of_one_institution_sees_only_that_one(client, body):
    other = make.institution()
    keys.ensure(other, make.NOW)
    client.force_login(make.seat(body, Role.ADMINISTRATOR).account)
    assert client.get(reverse("administration:keys", args=[body.slug])).status_code == 200
    assert client.get(reverse("administration:keys", args=[other.slug])).status_code == 404
    assert client.get(reverse("administration:card", args=[other.slug])).status_code == 404
    assert str(other) not in client.get(reverse("administration:partners")).content.decode()
    assert client.post(reverse("administration:take_card")).status_code == 403


def test_nobody_else_finds_the_pages(client, body):
    client.force_login(make.seat(body, Role.LEADER).account)
    for name, args in (("partners", []), ("keys", [body.slug]), ("card", [body.slug])):
        assert client.get(reverse(f"administration:{name}", args=args)).status_code == 404


def test_a_partners_card_is_taken_in_once_and_a_false_one_is_not(whole, settings, tmp_path):
    with transaction.atomic():
        # A server of which nothing but the file is known here: neither its keys nor its institution.
        body = make.institution()
        data = card_file(body, make.NOW)
        transaction.set_rollback(True)
    settings.KEYS = tmp_path
    address = reverse("administration:take_card")
    wrong = whole.post(address, {"file": SimpleUploadedFile("x.card.json", b"{}")})
    assert (wrong.status_code, "no card of an institution" in wrong.content.decode()) == (422, True)
    taken = whole.post(address, {"file": SimpleUploadedFile("x.card.json", data)})
    partner = Institution.objects.get(origin=body.origin)
    assert taken["Location"] == reverse("administration:keys", args=[partner.slug])
    page = reverse("administration:keys", args=[partner.slug])
    assert "A partner: its server is elsewhere." in whole.get(page).content.decode()
    typed = {"address": "https://other.example", "mail": "x@other.example", "pushes": "on", "seen": 0}
    assert whole.post(page, typed | {"address": "http://other.example"}).status_code == 422
    assert whole.post(page, typed).status_code == 302
    second = whole.post(page, typed | {"mail": "y@other.example"})
    assert second.status_code == 409
    assert "y@other.example" in second.content.decode()
    assert Post.objects.get().mail == "x@other.example"


def test_two_persons_is_switched_on_with_the_institution(whole, body):
    page = reverse("administration:edit", args=[body.slug])
    form = whole.get(page).context["form"]
    typed = {"two_persons": "on", "seen": form["seen"].value()}
    for name in ("country", "layout", "symbol", "slug", "origin"):
        typed[name] = form[name].value() or ""
    for name in ("name", "short_name", "place"):
        typed |= {f"{name}_{code}": getattr(body, name).get(code) for code in ("lo", "vi", "en")}
    assert whole.post(page, typed).status_code == 302
    body.refresh_from_db()
    assert body.two_persons
