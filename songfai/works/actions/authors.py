"""The authors of a work, their shares and their word; the benefit, and who confirmed it."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.notices.actions import tell_people
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can, check
from songfai.works import rules
from songfai.works.actions.holding import address_of, hold, note_words, tell_office
from songfai.works.actions.paying import settle
from songfai.works.actions.persons import drop_unused
from songfai.works.actions.releasing import tell_changed
from songfai.works.models import Author, Benefit, CorrectedBenefit, Objection, Submission, Work
from songfai.works.permissions import check_may
from songfai.works.queries import homes_of, namesake_here
from songfai.works.states import OBJECTABLE, RUNNING, AuthorRole, BenefitKind, Confirmed, Stage

AUTHOR_FIELDS = (
    "role",
    "name",
    "account",
    "born",
    "workplace",
    "post",
    "qualification",
    "share",
    "union_member",
    "heads_unit",
)
# What an author confirms: with another share or role, the word is to be given anew.
CONFIRMED_FIELDS = ("role", "share", "account")


def _open_to_authors(work: Work, by: Seat, seen_revision: int | None = None) -> None:
    check_may(by, "authors", work)
    hold(work, seen_revision)
    rules.require_worded(Stage(work.stage))


def _saved(author: Author) -> None:
    try:
        with transaction.atomic():
            author.save()
    except IntegrityError as taken:
        raise Refused(
            "author_twice",
            N_("A work has one lead author, and each person stands in it once."),
        ) from taken


@transaction.atomic
def save_author(
    *,
    work: Work,
    values: dict[str, Any],
    by: Seat,
    at: datetime,
    author: Author | None = None,
    seen_revision: int | None = None,
) -> Author:
    """Write an author in, or change what is said of one. A changed share or role takes the confirmation away.

    Refused: not_worded, share_range, helper_has_no_share, author_twice.
    """
    _open_to_authors(work, by, seen_revision)
    rules.require_share(AuthorRole(values["role"]), values["share"])
    row = author or Author(work=work)
    before = tuple(getattr(row, name) for name in CONFIRMED_FIELDS) if author else None
    for name in AUTHOR_FIELDS:
        setattr(row, name, values[name])
    row.home = _home_of(row, timezone.localdate(at))
    if before != tuple(getattr(row, name) for name in CONFIRMED_FIELDS):
        _unconfirm(row)
    _saved(row)
    note_words(work)
    work.save()
    if row.account and row.account_id != by.account_id and not row.confirmed:
        _ask(row, at)
    write(by=by, at=at, verb="works.save_author", subject=work, author=str(row), share=str(row.share))
    return row


def _home_of(author: Author, day: date) -> Institution | None:
    if author.account_id is None:
        return None
    body = author.work.institution_id
    return homes_of([author.account_id], body, day)[author.account_id]


def _unconfirm(author: Author) -> None:
    author.confirmed = author.confirmed_by = author.confirmed_paper = ""
    author.confirmed_at = author.signed_paper = None


def _ask(author: Author, at: datetime) -> None:
    assert author.account is not None
    tell_people(
        accounts=[author.account],
        text=N_("You are named as an author of “%(work)s”. Confirm your share."),
        address=address_of(author.work),
        at=at,
        work=author.work.title.as_dict(),
    )


@transaction.atomic
def remove_author(*, author: Author, by: Seat, at: datetime) -> None:
    """Take somebody out. The shares of the others are left as they are: nobody's share grows without their word."""
    work = author.work
    _open_to_authors(work, by)
    rules.require_no_certificate(Submission.objects.filter(certificates__author=author).exists())
    write(by=by, at=at, verb="works.remove_author", subject=work, author=str(author))
    author.delete()
    drop_unused({author.known_id})
    note_words(work)
    work.save()


@transaction.atomic
def confirm(*, author: Author, by: Seat, at: datetime, paper: str = "", apart: str = "") -> Author:
    """An author's word that the share is right: in person, or by an officer from the paper the author has signed. `apart`:
    why the author is not the one of the same name who has an account at the institution.

    Refused: confirms_in_person, paper_missing, nothing_to_confirm, not_worded, account_of_the_name.
    """
    work = author.work
    own = author.account_id is not None and author.account_id == by.account_id
    check(by, "works")
    if not own:
        check_may(by, "authors", work)
    hold(work)
    author.refresh_from_db(from_queryset=Author.objects.select_for_update())
    objects = author.objections.filter(ended_at=None)
    # Who objected to a filed work may still agree to it.
    if not (own and work.stage in OBJECTABLE and objects.exists()):
        rules.require_worded(Stage(work.stage))
    rules.require_confirmable(
        role=AuthorRole(author.role),
        own=own,
        behalf=can(by, "record") and by.acts_for(work.institution_id),
        has_account=author.account_id is not None,
        paper=paper,
    )
    namesake = None if own else namesake_here(author, timezone.localdate(at))
    rules.require_nobody_here(namesake is not None, apart)
    author.confirmed = Confirmed.SELF if own else Confirmed.BEHALF
    author.confirmed_at, author.confirmed_by = at, str(by.account)[:200]
    author.confirmed_paper, author.signed_paper = "" if own else paper.strip(), None
    author.save()
    objects.update(ended_at=at)
    work.save()
    told = {"author": str(author), "share": str(author.share)}
    if account := author.account_name:
        told["account_of"] = str(account)
    if namesake is not None:
        told |= {"namesake": str(namesake), "apart": apart.strip()}
    write(by=by, at=at, verb="works.confirm", subject=work, **told)
    return author


@transaction.atomic
def object_to(*, author: Author, reason: str, by: Seat, at: datetime) -> Objection:
    """An author's word against what others entered from a paper: the share is unconfirmed from now on, and a work that is
    filed goes no further until it is settled. Refused: not_yours, not_on_paper, objects_too_late, reason_missing."""
    work = author.work
    check(by, "works")
    if author.account_id is None or author.account_id != by.account_id:
        raise NotPermitted("not_yours", N_("Only the author objects."))
    hold(work)
    author.refresh_from_db(from_queryset=Author.objects.select_for_update())
    rules.require_objectable(
        on_paper=author.confirmed == Confirmed.BEHALF, in_time=Stage(work.stage) in OBJECTABLE
    )
    rules.require_reason(reason)
    row = Objection.objects.create(
        author=author,
        account=by.account,
        paper=author.confirmed_paper,
        entered_by=author.confirmed_by,
        reason=reason.strip(),
        at=at,
    )
    _unconfirm(author)
    author.save()
    work.save()
    write(by=by, at=at, verb="works.object", subject=work, author=str(author), paper=row.paper)
    text = N_("%(author)s objects to the share that was entered from a paper in “%(work)s”: %(reason)s")
    said: dict[str, Any] = {"author": author.name.as_dict(), "reason": row.reason}
    submission = work.submissions.filter(stage__in=sorted(RUNNING)).order_by("-id").first()
    if submission is not None:
        tell_office(submission, text, at, **said)
    tell_people(
        accounts=[work.entered_by] if work.entered_by else [],
        text=text,
        address=address_of(work),
        at=at,
        work=work.title.as_dict(),
        **said,
    )
    return row


# ---------------------------------------------------------------- the benefit

CORRECTED = ("minor", "currency", "basis", "confirmed_by", "confirmed_paper", "confirmed_at")


def _open_to_benefit(work: Work, by: Seat) -> None:
    """The benefit of later years is entered also after the recognition: only not while others judge it."""
    check_may(by, "benefits", work)
    hold(work)
    rules.require_benefit_open(Stage(work.stage))


@transaction.atomic
def save_benefit(*, work: Work, values: dict[str, Any], by: Seat, at: datetime) -> Benefit:
    """Enter the benefit of a year. `values`: year, kind, minor, currency, basis. It is unconfirmed until somebody
    other than the authors confirms it. Refused: benefit_amount, benefit_twice, benefit_closed."""
    _open_to_benefit(work, by)
    rules.require_benefit(BenefitKind(values["kind"]), values["minor"])
    try:
        with transaction.atomic():
            row = Benefit.objects.create(work=work, **values)
    except IntegrityError as taken:
        raise Refused(
            "benefit_twice", N_("A benefit of this kind is entered for this year. Take it out first.")
        ) from taken
    work.save()
    tell_changed(work, at)
    write(by=by, at=at, verb="works.save_benefit", subject=work, year=row.year, kind=row.kind)
    return row


@transaction.atomic
def remove_benefit(*, benefit: Benefit, by: Seat, at: datetime) -> None:
    """Take out what nobody has confirmed yet. Refused: benefit_confirmed, benefit_closed."""
    work = benefit.work
    _open_to_benefit(work, by)
    benefit.refresh_from_db(from_queryset=Benefit.objects.select_for_update())
    rules.require_unconfirmed(confirmed=benefit.confirmed_at is not None)
    write(by=by, at=at, verb="works.remove_benefit", subject=work, year=benefit.year, kind=benefit.kind)
    benefit.delete()
    work.save()
    tell_changed(work, at)


@transaction.atomic
def confirm_benefit(*, benefit: Benefit, paper: str, by: Seat, at: datetime) -> Benefit:
    """Stand for a figure in the name of the unit, on the paper that proves it. Never an author's own.

    Refused: paper_missing, benefit_confirmed.
    """
    work = benefit.work
    check_may(by, "confirm_benefit", work)
    hold(work)
    benefit.refresh_from_db(from_queryset=Benefit.objects.select_for_update())
    rules.require_unconfirmed(confirmed=benefit.confirmed_at is not None)
    rules.require_paper(paper)
    return _stand_for(work, benefit, "confirm_benefit", paper, by, at)


def _stand_for(work: Work, benefit: Benefit, verb: str, paper: str, by: Seat, at: datetime) -> Benefit:
    """The figure in the name of who says it for the unit, with what follows from it. `work`: as it is held."""
    benefit.confirmed_by, benefit.confirmed_paper = str(by.account)[:200], paper.strip()
    benefit.confirmed_at = at
    benefit.save()
    settle(work)
    work.save()
    tell_changed(work, at)
    write(by=by, at=at, verb=f"works.{verb}", subject=work, year=benefit.year, kind=benefit.kind)
    return benefit


@transaction.atomic
def correct_benefit(
    *,
    benefit: Benefit,
    values: dict[str, Any],
    paper: str,
    reason: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Benefit:
    """Put a confirmed figure right that was found wrong, on the paper that proves it. `values`: minor, currency, basis. What
    it said before is kept beside it, with who corrected it and why; only the figure as it is now is told and added up.

    Refused: benefit_unconfirmed, benefit_amount, proof_missing, reason_missing, benefit_same, benefit_closed. Nobody corrects a
    figure that was corrected since it was read (Changed).
    """
    work = benefit.work
    check_may(by, "confirm_benefit", work)
    hold(work, seen_revision)
    rules.require_benefit_open(Stage(work.stage))
    benefit.refresh_from_db(from_queryset=Benefit.objects.select_for_update())
    rules.require_confirmed(confirmed=benefit.confirmed_at is not None)
    rules.require_benefit(BenefitKind(benefit.kind), values["minor"])
    rules.require_paper(paper)
    rules.require_reason(reason)
    before = {name: getattr(benefit, name) for name in CORRECTED}
    rules.require_another_figure({name: before[name] for name in values}, values)
    CorrectedBenefit.objects.create(
        benefit=benefit,
        corrected_by=str(by.account)[:200],
        corrected_at=at,
        reason=reason.strip(),
        **before,
    )
    benefit.minor, benefit.currency, benefit.basis = values["minor"], values["currency"], values["basis"]
    return _stand_for(work, benefit, "correct_benefit", paper, by, at)
