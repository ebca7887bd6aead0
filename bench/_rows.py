"""Rows of works as the database keeps them: a million through the models would take an hour. Imported after Django is started."""

import json
import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from songfai.kit.text import fold
from tests import factories as make

FIRST_DAY, DAYS, TODAY = date(2016, 1, 1), 3700, date(2026, 3, 10)
STAGES = (
    ("certified",) * 60 + ("recognised",) * 10 + ("refused",) * 12 + ("received",) * 8 + ("draft",) * 6
    + ("not_accepted",) * 3 + ("revoked",)
)  # fmt: skip
TYPES = ("technical", "management", "operational", "application")
# Most recognitions stay in the unit.
LEVELS = ("base",) * 20 + ("province",) * 3 + ("nation",)
# A word that one work of so many has.
RARE_ONE_OF, RARE = 9973, "quạt hút bụi xyq"
TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("works_work", (
        "id", "key", "institution_id", "unit_id", "stage", "level", "title", "type", "ip_status", "ip_note", "invested_by",
        "investor", "investor_refused", "state_funded",
        "entered_by_id", "on_behalf", "listed_on", "created_at", "search", "revision",
    )),
    ("works_author", (
        "work_id", "role", "name", "workplace", "post", "qualification", "share", "union_member", "heads_unit",
        "confirmed", "confirmed_by", "confirmed_paper", "home_id",
    )),
    ("works_benefit", (
        "work_id", "year", "kind", "minor", "currency", "basis", "confirmed_by", "confirmed_paper", "confirmed_at",
    )),
    ("works_work_fields", ("work_id", "workfield_id")),
    ("works_submission", (
        "key", "work_id", "institution_id", "regulation_id", "stage", "year", "number", "filed_on", "filed_at", "filed_by",
        "stated_due", "due", "counted", "stated", "minutes", "superior", "superior_paper", "decision", "decided_on", "reason",
        "filed", "revision", "scheme", "influence", "report",
    )),
)  # fmt: skip


def row_of(  # type: ignore[no-untyped-def]
    n, chance, words, union, account, units, fields, rules, day=None, stage="", elsewhere=None
) -> tuple[Any, ...]:
    """A work in rows of TABLES; of any day and state, where neither is asked for. One author in fifty is of `elsewhere`."""
    day = day or FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    stage, language = stage or chance.choice(STAGES), "lo" if n % 4 == 0 else "vi"
    between = "" if language == "lo" else " "
    title = between.join(chance.choices(words[language], k=8))
    text = between.join(chance.choices(words[language], k=90))
    if n % RARE_ONE_OF == 0:
        title += f" {RARE}"
    name, late = f"Nguyễn Văn {n}", TODAY - timedelta(days=3)
    closed = stage in ("certified", "recognised", "revoked")
    # Of what is still considered, one in a hundred is late.
    due = (late if n % 100 == 0 else TODAY + timedelta(days=20)).isoformat() if stage == "received" else None
    level = LEVELS[n % len(LEVELS)] if stage in ("certified", "recognised") else ""
    work = (
        n, key(chance), union, chance.choice(units) if n % 9 else None, stage, level, said({language: title}),
        chance.choice(TYPES), "none", "", "authors", "", False, False, account, False, day.isoformat(), make.NOW.isoformat(),
        fold(f"{title}\n{name}\n{n:04d}/{day.year}\n{text}"), 0,
    )  # fmt: skip
    home = None if n % 50 else elsewhere
    author = (n, "lead", said({"vi": name}), "", "", "", 100, True, False, "", "", "", home)
    # Of five figures four are money, and one in three is confirmed.
    minor, sure = (1_000_000 + n if n % 5 else None), n % 3 == 0
    kind = ("estimated", "measured")[n % 2] if minor else "not_computable"
    benefit = (
        n, day.year, kind, minor, "VND" if minor else "", "{}", "x" if sure else "", "", make.NOW.isoformat() if sure else None,
    )  # fmt: skip
    submission = None if stage == "draft" else (
        key(chance), n, union, rules, stage, day.year, n, day.isoformat(), make.NOW.isoformat(), "x", day.isoformat(), due,
        "{}", "{}", "", "", "", "1/QĐ" if closed else "", day.isoformat() if closed else None, "", "{}", 0,
        "base", "", "{}",
    )  # fmt: skip
    gained = benefit if stage in ("certified", "recognised") else None
    return work, author, gained, (n, chance.choice(fields)), submission


def key(chance: random.Random) -> str:
    return UUID(int=chance.getrandbits(128)).hex


def said(words: dict[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def write(table: str, columns: tuple[str, ...], rows: list[Any]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with cursor.cursor.copy(copy) as into:
                for row in rows:
                    into.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
