"""A mentor asked, agreed to and left; questions and advice; a work read."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.notices.actions import tell_people
from songfai.parties.models import Seat
from songfai.people.models import Account
from songfai.works import rules
from songfai.works.actions.holding import address_of, tell_authors
from songfai.works.models import Advice, Mentorship, Reading, Work
from songfai.works.permissions import check_guides, check_may, is_author, is_own
from songfai.works.queries import find_seat


def _begin(work: Work, mentor: Account, by: Seat, at: datetime, **agreed: datetime) -> Mentorship:
    rules.require_no_author(is_author=any(one.account_id == mentor.pk for one in work.authors.all()))
    try:
        with transaction.atomic():
            row = Mentorship.objects.create(
                work=work, mentor=mentor, asked_by=str(by.account)[:200], asked_at=at, **agreed
            )
    except IntegrityError as twice:
        raise Refused("mentor_twice", N_("This person is asked already.")) from twice
    write(by=by, at=at, verb="works.ask_mentor", subject=work, mentor=str(mentor))
    return row


@transaction.atomic
def ask_mentor(*, work: Work, email: str, by: Seat, at: datetime, day: date) -> Mentorship:
    """The authors ask somebody for help, or an officer of the unit proposes somebody to them: then they agree first.

    Refused: no_such_seat, mentor_is_author, mentor_twice.
    """
    check_may(by, "ask_mentor", work)
    seat = find_seat(email, work.institution, day)
    if seat is None:
        raise Refused(
            "no_such_seat", N_("Nobody with this address acts for an institution on this server today.")
        )
    own = is_own(by, work)
    row = _begin(work, seat.account, by, at, **({"authors_agreed_at": at} if own else {}))
    if own:
        _tell_mentor(row, at)
    else:
        tell_authors(work, N_("A mentor is proposed to you for “%(work)s”."), at)
    return row


def _tell_mentor(row: Mentorship, at: datetime) -> None:
    tell_people(
        accounts=[row.mentor],
        text=N_("The authors of “%(work)s” ask you for help."),
        address=address_of(row.work),
        at=at,
        work=row.work.title.as_dict(),
    )


@transaction.atomic
def offer_help(*, work: Work, by: Seat, at: datetime) -> Mentorship:
    """Somebody who reads the work offers help; the authors decide. Refused: mentor_is_author, mentor_twice."""
    check_may(by, "offer_help", work)
    row = _begin(work, by.account, by, at, mentor_agreed_at=at)
    tell_authors(work, N_("Somebody offers to help you with “%(work)s”."), at)
    return row


def _hold(row: Mentorship) -> None:
    row.refresh_from_db(from_queryset=Mentorship.objects.select_for_update())
    rules.require_open_guidance(ended=row.ended_at is not None)


@transaction.atomic
def agree_guidance(*, mentorship: Mentorship, by: Seat, at: datetime) -> Mentorship:
    """The authors, or the mentor, agree. Refused: not_yours, guidance_ended."""
    work = mentorship.work
    check_guides(by, work, mentorship)
    _hold(mentorship)
    if mentorship.mentor_id == by.account_id:
        mentorship.mentor_agreed_at = mentorship.mentor_agreed_at or at
        tell_authors(work, N_("Your mentor for “%(work)s” has agreed."), at)
    else:
        mentorship.authors_agreed_at = mentorship.authors_agreed_at or at
        _tell_mentor(mentorship, at)
    mentorship.save()
    write(by=by, at=at, verb="works.agree_guidance", subject=work, mentor=str(mentorship.mentor))
    return mentorship


@transaction.atomic
def end_guidance(*, mentorship: Mentorship, by: Seat, at: datetime) -> Mentorship:
    """Either side ends it, or declines; what was written stays. Refused: not_yours, guidance_ended."""
    check_guides(by, mentorship.work, mentorship)
    _hold(mentorship)
    mentorship.ended_at, mentorship.ended_by = at, str(by.account)[:200]
    mentorship.save()
    write(by=by, at=at, verb="works.end_guidance", subject=mentorship.work, mentor=str(mentorship.mentor))
    return mentorship


@transaction.atomic
def say(*, work: Work, text: str, by: Seat, at: datetime) -> Advice:
    """A question of the authors or advice of the mentor; the others of the thread are told.

    Refused: no_guidance, nothing_said.
    """
    active = [one for one in work.mentorships.select_related("mentor") if one.active]
    mentor = any(one.mentor_id == by.account_id for one in active)
    rules.require_in_guidance(active=bool(active) and (mentor or is_own(by, work)))
    rules.require_said(text)
    row = Advice.objects.create(work=work, account=by.account, by_mentor=mentor, text=text.strip(), at=at)
    told = [one.mentor for one in active]
    told += [one.account for one in work.authors.select_related("account") if one.account]
    tell_people(
        accounts=[one for one in told if one.pk != by.account_id],
        text=N_("A new question or advice on “%(work)s”."),
        address=address_of(work),
        at=at,
        work=work.title.as_dict(),
    )
    write(by=by, at=at, verb="works.say", subject=work)
    return row


@transaction.atomic
def mark_read(*, work: Work, by: Seat, at: datetime) -> Reading | None:
    """Somebody other than its authors has read the work. Said twice it is remembered once."""
    check_may(by, "mark_read", work)
    if is_author(by, work):
        return None
    row, _new = Reading.objects.get_or_create(work=work, account=by.account, defaults={"at": at})
    return row
