"""Clocks decide nothing; one that is a day wrong is said to both sides, on the page of the exchange, for as long as it is."""

from contextlib import contextmanager
from datetime import datetime, timedelta

from django.urls import reverse

from songfai.exchange.overview import overview
from songfai.kit.languages import LANGUAGES
from songfai.programmes.models import Programme
from songfai.record.models import Document, Log, Register
from tests.exchange.nodes import Clock, exchange, now
from tests.exchange.test_pages import client_of


@contextmanager
def clock_off_by(days: int):
    """A server whose clock is wrong, while it does something."""
    Clock.at += timedelta(days=days)
    try:
        yield
    finally:
        Clock.at -= timedelta(days=days)


def told(node, at: datetime | None = None) -> tuple[int, bool] | None:
    with node:
        clocks = overview(Register.objects.get(), node.leader, at or now()).clocks
        return clocks and (clocks.log.position, clocks.is_ahead)


def test_line_dated_before_what_its_writer_had_seen_is_told_on_both_servers(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    assert told(a) is told(b) is None
    with clock_off_by(days=-3):
        b.approve()
    assert told(b) == (2, False)
    a.receive(b.send())
    assert told(a) == (2, False)
    with a:
        assert Document.objects.get(kind="programme").standing.stage == "in_force"
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
        client, side = client_of(a), Log.objects.get(position=2).institution.name
        text = client.get(page).content.decode()
        assert "but was written after an entry of the other side dated" in text
        for language in LANGUAGES:
            text = client.get(f"{page}?language={language}").content.decode()
            note = text.partition('class="note note-warn"')[2].partition("</div>")[0]
            assert side.get(language) in note, language
    exchange(a, b)
    assert told(a) is told(b) is None


def test_line_dated_in_days_to_come_is_told_where_it_has_arrived(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    with clock_off_by(days=3):
        b.approve()
        sent = b.send()
    a.receive(sent)
    assert told(a) == (2, True)
    # Once that day has come, the receipt here stands there as written before what it receipts.
    assert told(a, Clock.at + timedelta(days=3)) == (1, False)
