"""The paper the authors of a sheet have signed: kept as a scan, entered for their confirmation, taken back again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from songfai.files.actions import store
from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.notices.actions import tell_people
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import address_of
from songfai.works.models import Author, Sheet, SheetLine, SignedPaper, Work
from songfai.works.permissions import check_may, check_own
from songfai.works.queries import names_here, regulation_for
from songfai.works.states import CREATORS, WORDED, Confirmed, SheetStep

# Works that are locked at once.
AT_ONCE = 500


@transaction.atomic
def confirm_signed(
    *, sheet: Sheet, title: str, name: str, data: bytes, by: Seat, at: datetime
) -> SignedPaper:
    """Keep the scan and enter it as the confirmation of every author of whom the sheet says that they signed.

    Each share says who entered it and by which paper. An author with an account is confirmed so only where the regulation
    allows it, is told, and may object (`object_to`). Who has the name of somebody with an account here is left out, as one
    by one: that one confirms in person, or the officer says why it is somebody else. Refused: proof_missing, sheet_not_taken,
    nobody_signed.
    """
    check_may(by, "behalf")
    check_own(by, sheet.seat.institution_id)
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    left = held.lines.filter(submission=None)
    rules.require_sheet_fileable(SheetStep(held.step), left=left.count())
    rules.require_paper(title)
    paper = SignedPaper.objects.create(
        sheet=held,
        file=store(name=name, data=data, by=by, at=at),
        title=title.strip(),
        who=str(by.account)[:200],
        at=at,
    )
    day = timezone.localdate(at)
    regulation = regulation_for(by.institution, day)
    with_account = regulation is not None and regulation.paper_confirms
    here = names_here(by.institution_id, day)
    confirmed: list[Author] = []
    lines = list(left.exclude(signed=[]).order_by("work_id"))
    for start in range(0, len(lines), AT_ONCE):
        rows = _signed(lines[start : start + AT_ONCE])
        confirmed += [one for one in rows if (with_account if one.account_id else not here.has(one.name))]
    rules.require_somebody(len(confirmed))
    for one in confirmed:
        one.confirmed, one.confirmed_at, one.confirmed_by = Confirmed.BEHALF, at, paper.who
        one.confirmed_paper, one.signed_paper = paper.title, paper
    _save(confirmed)
    paper.confirmed = len(confirmed)
    paper.save(update_fields=["confirmed"])
    sha256 = paper.file.sha256
    write(by=by, at=at, verb="works.confirm_signed", subject=held, sha256=sha256, shares=len(confirmed))
    _tell(confirmed, paper, at)
    return paper


def _signed(lines: list[SheetLine]) -> list[Author]:
    """Of these works, held until the transaction ends, the authors who signed and whose word is still missing."""
    held = Work.objects.select_for_update().filter(
        pk__in=[one.work_id for one in lines], stage__in=sorted(WORDED)
    )
    works = set(held.order_by("pk").values_list("pk", flat=True))
    signed = [pk for one in lines if one.work_id in works for pk in one.signed]
    rows = Author.objects.filter(pk__in=signed, work__in=works, role__in=sorted(CREATORS), confirmed="")
    objecting = Author.objects.filter(pk__in=signed, objections__isnull=False, objections__ended_at=None)
    return list(rows.exclude(pk__in=objecting).select_related("account", "work").order_by("pk"))


def _save(rows: list[Author]) -> None:
    fields = ["confirmed", "confirmed_at", "confirmed_by", "confirmed_paper", "signed_paper"]
    Author.objects.bulk_update(rows, fields, batch_size=AT_ONCE)


def _tell(rows: list[Author], paper: SignedPaper, at: datetime) -> None:
    """Each author with an account, of each work: a confirmation is about one share."""
    for one in rows:
        if one.account is not None:
            tell_people(
                accounts=[one.account],
                text=N_(
                    "“%(paper)s” was entered: you have signed your share of %(share)s per cent in “%(work)s”. "
                    "If that is not so, object on its page."
                ),
                address=address_of(one.work),
                at=at,
                work=one.work.title.as_dict(),
                paper=paper.title,
                share=f"{one.share.normalize():f}",
            )


@transaction.atomic
def take_back(*, paper: SignedPaper, by: Seat, at: datetime) -> SignedPaper:
    """Enter that the paper stands for nobody: a wrong scan, a wrong sheet. Refused: paper_taken_back, filed_by_paper."""
    check_may(by, "behalf")
    check_own(by, paper.sheet.seat.institution_id)
    sheet = Sheet.objects.select_for_update().get(pk=paper.sheet_id)
    paper.refresh_from_db()
    # Through the lines of the sheet: a sheet has more works than a statement takes numbers.
    works = sheet.lines.order_by().values("work")
    list(Work.objects.select_for_update().filter(pk__in=works).order_by("pk").values_list("pk"))
    rows = Author.objects.filter(signed_paper=paper, work__in=works)
    filed = rows.exclude(work__stage__in=sorted(WORDED)).values("work").distinct().count()
    rules.require_paper_stands(paper.undone_at is not None, filed=filed)
    rows.update(confirmed="", confirmed_at=None, confirmed_by="", confirmed_paper="", signed_paper=None)
    paper.undone_at, paper.undone_by = at, str(by.account)[:200]
    paper.save(update_fields=["undone_at", "undone_by"])
    write(
        by=by, at=at, verb="works.take_back_paper", subject=sheet, paper=paper.title, shares=paper.confirmed
    )
    return paper
