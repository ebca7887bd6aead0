"""How an amendment is worded where it is read, where two versions are compared, and where it is listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column
from songfai.programmes.amended import history_of
from songfai.programmes.layout import date_words
from songfai.programmes.models import Amendment, Programme
from songfai.programmes.states import Change, CommitmentType, ObligationKind
from songfai.record.differences import Layout, Shown, differences

BEFORE = {
    "text": _("Commitment before"),
    "type": _("Type before"),
    "bearer": _("Who carried it out before"),
    "due": _("Deadline before"),
}


def words_for(programme: Programme) -> Layout:
    """Labels and words for record.queries.differences; the sides by their names."""
    sides = {
        f"p{side.position}": side.display_name.best(current_language())[0] for side in programme.sides.all()
    }
    who = Shown(_("Who carries it out"), {"both": _("Both sides"), **sides})
    types = Shown(_("Type"), {one.value: _(one.words) for one in CommitmentType})
    commitment = {
        "text": _("Commitment"),
        "type": types,
        "bearer": who,
        "due": Shown(_("Deadline"), date_words),
    }
    return {
        "text": _("Wording of the amendment"),
        "reason": _("Reason"),
        "effective_on": Shown(_("Holds from"), date_words),
        "term.end": Shown(_("New end of the term"), date_words),
        "term.was": Shown(_("End of the term before"), date_words),
        "programme": _("Code of the programme’s paper"),
        "base": _("Code of the paper it builds on"),
        "commitments": _("Commitment"),
        "commitments.number": _("Number"),
        "commitments.change": Shown(_("Change"), {one.value: _(one.words) for one in Change}),
        "commitments.short": _("Short form"),
        "commitments.field": _("Field of cooperation"),
        **{f"commitments.{name}": label for name, label in commitment.items()},
        **{
            f"commitments.was.{name}": Shown(BEFORE[name], getattr(label, "words", None))
            for name, label in commitment.items()
        },
        "dates": _("Date the programme owes"),
        "dates.change": Shown(_("Change"), {"added": _("Added"), "dropped": _("Falls away")}),
        "dates.kind": Shown(_("What"), {one.value: _(one.words) for one in ObligationKind}),
        "dates.year": _("For the year"),
        "dates.due": Shown(_("Due"), date_words),
    }


@dataclass(frozen=True, slots=True)
class Paper:
    """An amendment as it is read: what it changes side by side, values in words."""

    text: Trilingual
    reason: Trilingual
    effective_on: str
    term_end: str
    term_was: str
    changes: Any
    dates: Sequence[Mapping[str, Any]]
    programme: str
    base: str


def paper_of(terms: Mapping[str, Any], programme: Programme) -> Paper:
    """`changes` compares what each commitment was with what it says, as two versions are compared."""
    rows = sorted(terms.get("commitments", []), key=lambda one: one["number"])
    was = [{"id": one["id"], "number": one["number"], **one["was"]} for one in rows if "was" in one]
    now = [
        {name: value for name, value in one.items() if name not in ("was", "change", "short", "field")}
        for one in rows
    ]
    words = words_for(programme)
    kinds = words["dates.kind"].words
    term = terms.get("term", {})
    return Paper(
        text=Trilingual.of(terms.get("text")),
        reason=Trilingual.of(terms.get("reason")),
        effective_on=date_words(terms.get("effective_on", "")),
        term_end=date_words(term.get("end", "")),
        term_was=date_words(term.get("was", "")),
        changes=differences({"commitments": was}, {"commitments": now}, words) if rows else None,
        dates=[
            {**one, "words": kinds.get(one["kind"], one["kind"]), "day": date_words(one["due"])}
            for one in sorted(terms.get("dates", []), key=lambda one: (one["change"], one["due"]))
        ],
        programme=terms.get("programme", "").removeprefix("sha256:"),
        base=terms.get("base", "").removeprefix("sha256:"),
    )


COLUMNS = [
    Column("effective_on", _("Holds from"), lambda one: one.effective_on, "date"),
    Column("version", _("Version"), lambda one: one.version, "number"),
    Column(
        "stage",
        _("Stage"),
        lambda one: _("Draft") if one.is_draft else one.document.standing.get_stage_display(),
    ),
    Column(
        "offered",
        _("Offered"),
        lambda one: None if one.is_draft else one.document.standing.offered_at.date(),
        "date",
    ),
    Column("term_end", _("New end of the term"), lambda one: one.term_end, "date"),
    Column("text", _("Wording of the amendment"), lambda one: one.text),
    Column("reason", _("Reason"), lambda one: one.reason),
]


@dataclass(frozen=True, slots=True)
class Told:
    """What an amendment in force did to a commitment, in words; `was` is empty for an added one."""

    amendment: Amendment
    is_added: bool
    was: Trilingual
    details: Sequence[str]


def history_words(programme: Programme) -> dict[int, list[Told]]:
    """Number of a commitment -> what amendments in force did to it."""
    words = words_for(programme)
    return {
        number: [
            Told(
                amendment=one.amendment,
                is_added=one.line.change == Change.ADDED,
                was=Trilingual.of(one.was.get("text")),
                details=[
                    str(words[f"commitments.{name}"].words[one.was[name]])
                    for name in ("type", "bearer")
                    if name in one.was
                ]
                + ([date_words(one.was["due"])] if one.was.get("due") else []),
            )
            for one in found
        ]
        for number, found in history_of(programme).items()
    }
