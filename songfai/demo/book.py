"""The story as it is written down: TOML files beside this one, with every text in the three languages."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from songfai.kit.languages import Trilingual

# Hà Nội and Vientiane keep the same time, without summer time.
LOCAL = timezone(timedelta(hours=7))
PROGRAMMES = {
    "home_affairs": (2023, 2024, 2025, 2026),
    "thanh_hoa": (2024, 2025, 2026),
    "vocational": (),
}
# Programmes whose delegations are told, and the file that tells them.
VISITS = {"home_affairs": "home_affairs_visits"}
# Programmes whose term is reviewed, and the file that tells it.
TERMS = {"home_affairs": "home_affairs_final", "thanh_hoa": "thanh_hoa_midterm"}
# Programmes in which both sides inform each other of their year, and the file that tells it.
INFORMATION = {"home_affairs": "home_affairs_information"}
# Programmes with a file of what the sides gave each other and what was due.
SUPPORT = ("home_affairs",)


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the story."""
    return tomllib.loads(_file(f"{name}.toml"))


@cache
def text(name: str) -> str:
    """A text as it came from the paper."""
    return _file(f"texts/{name}")


def _file(name: str) -> str:
    return (files("songfai.demo") / "story" / name).read_text(encoding="utf-8")


def words(value: Mapping[str, str] | None) -> Trilingual:
    return Trilingual.of(value)


def word(kind: str, key: str | None) -> Trilingual:
    """A unit, label, caption or place that is used again and again."""
    return words(read("words")[kind][key]) if key else Trilingual()


def at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LOCAL)


def moment(value: datetime) -> datetime:
    return value.replace(tzinfo=LOCAL)
