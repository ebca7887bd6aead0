"""The minutes of a meeting as the document both sides sign (coop-doc/1 terms, kind "meeting")."""

from collections.abc import Sequence
from typing import Any

from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.stamps import stamp
from songfai.programmes.numbers import next_number
from songfai.programmes.terms import commitment_id, number_of
from songfai.record import queries as record
from songfai.visits.models import Meeting, Promise

BEARERS = {0: "both", 1: "p1", 2: "p2"}
HEADINGS = {"lo": "ບົດບັນທຶກກອງປະຊຸມ", "vi": "Biên bản", "en": "Minutes"}


def title_of(meeting: Meeting) -> Trilingual:
    """The minutes' title in the three languages, as papers bear it."""
    return Trilingual(
        **{
            code: f"{HEADINGS[code]}: {meeting.title.get(code) or meeting.title.best(code)[0]}"
            for code in LANGUAGES
        }
    )


def minutes_terms(meeting: Meeting, promises: Sequence[Promise]) -> dict[str, Any]:
    """What is signed. The units that answer for a promise are left out: each side names and changes its own."""
    free = next_number(meeting.visit.programme, beside=thread_of(meeting))
    terms: dict[str, Any] = {
        "visit": meeting.visit.title.as_dict(),
        "meeting": meeting.title.as_dict(),
        "kind": meeting.kind,
        "held_on": meeting.held_on.isoformat(),
        "place": (meeting.place or meeting.visit.place).as_dict(),
        "counterpart": meeting.counterpart.as_dict(),
        "agenda": meeting.agenda.as_dict(),
        "minutes": meeting.minutes.as_dict(),
        "promises": [_promise(number, one, free + number - 1) for number, one in enumerate(promises, 1)],
    }
    return {name: value for name, value in terms.items() if value}


def thread_of(meeting: Meeting) -> str:
    return f"meeting/{meeting.key.hex}"


def numbers_of(meeting: Meeting) -> dict[int, int]:
    """The number of each promise -> that of the commitment it becomes, as both have signed it: so it is the same on two
    servers. Nothing where the minutes were signed before they named it."""
    if meeting.document is None:
        return {}
    promises = record.terms_of(meeting.document).get("promises", [])
    return {one["number"]: number_of(one["commitment"]) for one in promises if "commitment" in one}


def _promise(number: int, promise: Promise, commitment: int) -> dict[str, Any]:
    terms = {
        "id": f"p{number:02d}",
        "number": number,
        "commitment": commitment_id(commitment),
        "text": promise.text.as_dict(),
        "type": promise.type,
        "bearer": BEARERS[promise.bearer],
        "due": promise.due.code if promise.due else None,
    }
    return {name: value for name, value in terms.items() if value}


def minutes_paper(meeting: Meeting, promises: Sequence[Promise]) -> dict[str, Any]:
    """What `record.actions.offer` is told of the minutes."""
    return {
        "kind": "meeting",
        "thread": thread_of(meeting),
        "title": title_of(meeting),
        "terms": minutes_terms(meeting, promises),
        "authentic": meeting.visit.programme.authentic_languages,
        "attachments": [],
    }


def terms_stamp(meeting: Meeting, promises: Sequence[Promise]) -> str:
    """What somebody saw when they decided to offer: it changes with every word of the minutes."""
    return stamp(minutes_terms(meeting, promises))
