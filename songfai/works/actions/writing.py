"""A work begun, written and rewritten; its files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from songfai.files.actions import store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual, language_of_country
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import hand_on, hold, note_words
from songfai.works.models import Author, Paper, Part, Work
from songfai.works.permissions import check_may
from songfai.works.states import AuthorRole, Confirmed, Investor, PartKind, Scheme, Stage

WRITTEN = (
    "title",
    "type",
    "first_applied",
    "applied_until",
    "ip_status",
    "ip_note",
    "invested_by",
    "investor",
    "investor_refused",
    "state_funded",
)
Parts = Mapping[PartKind, tuple[Trilingual, bool]]


@transaction.atomic
def begin(
    *,
    values: dict[str, Any],
    parts: Parts,
    on_behalf: bool,
    by: Seat,
    at: datetime,
    key: UUID | None = None,
) -> Work:
    """Begin a work as a draft. `values`: WRITTEN and `fields`; `parts`: kind -> (text, confidential).

    Who begins a work of their own stands in it as lead author, until somebody else is written there; an officer who
    enters it for others does not. `key`: that of the form; the same one sent again by the same person is the work it
    began, as it is now. Refused: key_taken, investor_not_other.
    """
    check_may(by, "begin")
    _require_investor(values)
    if key is not None and (begun := Work.objects.filter(key=key).first()):
        if begun.entered_by_id != by.account_id:
            raise Refused("key_taken", N_("This form was sent before. Open it anew."))
        return begun
    if on_behalf:
        check_may(by, "behalf")
    work = Work(
        key=key or uuid4(),
        institution=by.institution,
        unit=by.unit,
        stage=Stage.DRAFT,
        entered_by=by.account,
        on_behalf=on_behalf,
        listed_on=timezone.localdate(at),
        created_at=at,
        **{name: values[name] for name in WRITTEN},
    )
    note_words(work)
    work.save()
    _write_parts(work, parts)
    work.fields.set(values["fields"])
    if not on_behalf:
        _first_author(work, by, at)
    note_words(work)
    work.save(update_fields=["search"])
    write(by=by, at=at, verb="works.begin", subject=work)
    return work


def _require_investor(values: dict[str, Any]) -> None:
    rules.require_investor(
        Investor(values["invested_by"]), named=bool(values["investor"]), refused=values["investor_refused"]
    )


def _first_author(work: Work, by: Seat, at: datetime) -> Author:
    """Alone, the whole of it is theirs, and who writes it says so. Both change as others are written in."""
    language = language_of_country(by.institution.country)
    name = by.account.person.name if by.account.person else Trilingual(en=str(by.account))
    return Author.objects.create(
        work=work,
        role=AuthorRole.LEAD,
        name=name,
        account=by.account,
        workplace=by.institution.name.best(language)[0],
        post=by.post.best(language)[0],
        share=rules.WHOLE,
        confirmed=Confirmed.SELF,
        confirmed_at=at,
        confirmed_by=str(by.account)[:200],
    )


def _write_parts(work: Work, parts: Parts) -> None:
    known = {one.kind: one for one in work.parts.all()}
    for kind in PartKind:
        text, confidential = parts.get(kind, (Trilingual(), False))
        row = known.get(kind) or Part(work=work, kind=kind)
        row.text, row.confidential = text, confidential
        row.save()


@transaction.atomic
def change(
    *,
    work: Work,
    values: dict[str, Any],
    parts: Parts,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Work:
    """Save what was written. Refused: not_worded while it is with a unit, investor_not_other."""
    check_may(by, "write", work)
    hold(work, seen_revision)
    rules.require_worded(Stage(work.stage))
    _require_investor(values)
    for name in WRITTEN:
        setattr(work, name, values[name])
    _write_parts(work, parts)
    work.fields.set(values["fields"])
    note_words(work)
    work.save()
    filed = work.submissions.filter(scheme=Scheme.BASE).exclude(stage=Stage.WITHDRAWN)
    if handed_in := filed.order_by("-id").first():
        hand_on(handed_in)
    write(by=by, at=at, verb="works.change", subject=work)
    return work


@transaction.atomic
def discard(*, work: Work, by: Seat, at: datetime) -> None:
    """Throw a draft away that was never filed. Refused: not_a_draft."""
    check_may(by, "write", work)
    hold(work)
    rules.require_never_filed(Stage(work.stage), filed=work.submissions.exists())
    write(by=by, at=at, verb="works.discard", subject=work)
    for rows in (work.authors, work.benefits, work.papers):
        rows.all().delete()
    work.delete()


@transaction.atomic
def add_paper(
    *, work: Work, title: str, confidential: bool, name: str, data: bytes, by: Seat, at: datetime
) -> Paper:
    """Keep a file with the work. Refused: not_worded, and what files.rules refuses."""
    check_may(by, "papers", work)
    hold(work)
    rules.require_worded(Stage(work.stage))
    file = store(name=name, data=data, by=by, at=at)
    paper = Paper.objects.create(work=work, title=title.strip(), confidential=confidential, file=file)
    note_words(work)
    work.save()
    write(by=by, at=at, verb="works.add_paper", subject=work, sha256=file.sha256)
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: Seat, at: datetime) -> None:
    """Take a file out while the work may be written; the stored file and the journal stay."""
    work = paper.work
    check_may(by, "papers", work)
    hold(work)
    rules.require_worded(Stage(work.stage))
    write(by=by, at=at, verb="works.remove_paper", subject=work, sha256=paper.file.sha256)
    paper.delete()
    note_words(work)
    work.save()
