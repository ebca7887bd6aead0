"""Tries are counted for all processes of the server together: another process continues the count, it does not begin one."""

import multiprocessing

import pytest
from allauth.core import ratelimit
from django.core.cache import cache
from django.db import connections
from django.test import RequestFactory

from songfai.people import limits
from tests import factories as make


@pytest.fixture(autouse=True)
def none_yet(committed):
    cache.clear()
    yield
    cache.clear()


def elsewhere(act, *given):
    """In a process of its own, with connections of its own; whether it went well."""

    def run():
        connections.close_all()
        act(*given)

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(30)
    assert process.exitcode == 0


def asked(address="192.0.2.7"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_wrong_guesses_are_counted_together():
    limits.count_miss("paper", asked(), 60)
    elsewhere(limits.count_miss, "paper", asked(), 60)
    limits.count_miss("paper", asked(), 60)
    assert limits.misses("paper", asked()) == 3
    assert limits.misses("paper", asked("192.0.2.8")) == 0
    assert limits.misses("other", asked()) == 0


def test_guesses_are_forgotten_a_while_after_the_first(monkeypatch):
    moment = limits.time.time()
    limits.count_miss("paper", asked(), 60)
    monkeypatch.setattr(limits.time, "time", lambda: moment + 50)
    limits.count_miss("paper", asked(), 60)
    assert limits.misses("paper", asked()) == 2
    monkeypatch.setattr(limits.time, "time", lambda: moment + 61)
    assert limits.misses("paper", asked()) == 0
    limits.count_miss("paper", asked(), 60)
    assert limits.misses("paper", asked()) == 1


def test_a_person_compares_so_often_whichever_process_answers(settings):
    settings.ACCOUNT_RATE_LIMITS = {"works.compare": "3/m/user"}
    account = make.account()

    def compare():
        assert ratelimit.consume(asked(), action="works.compare", user=account)

    elsewhere(compare)
    compare()
    elsewhere(compare)
    assert not ratelimit.consume(asked(), action="works.compare", user=account)
    assert ratelimit.consume(asked(), action="works.compare", user=make.account())
