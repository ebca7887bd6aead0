"""What takes longer than a page may: a whole unit's works from a sheet; an entry beside the others of its campaign."""

from django_tasks import task

from songfai.kit.clock import now
from songfai.works import actions
from songfai.works.models import Entry, Sheet


@task()
def take_in(sheet_id: int) -> None:
    """Make the drafts of a sheet, from the beginning if it was interrupted."""
    sheet = Sheet.objects.select_related("file", "seat__account", "seat__institution").get(pk=sheet_id)
    actions.take_in(sheet=sheet, at=now())


@task()
def file_sheet(sheet_id: int) -> None:
    """File what is complete of a sheet; after an interruption, what is left of it."""
    sheet = Sheet.objects.select_related("file", "filing_seat__account", "filing_seat__institution").get(
        pk=sheet_id
    )
    actions.file_sheet(sheet=sheet, at=now())


@task()
def withdraw_sheet(sheet_id: int) -> None:
    """Withdraw what may be withdrawn of a sheet; after an interruption, what is left to be."""
    sheet = Sheet.objects.select_related("file", "filing_seat__account", "filing_seat__institution").get(
        pk=sheet_id
    )
    actions.withdraw_sheet(sheet=sheet, at=now())


@task()
def lay_texts(sheet_id: int) -> None:
    """Go on with making the texts of works recognised before ready to be compared."""
    actions.lay_texts(sheet=Sheet.objects.get(pk=sheet_id), at=now())


@task()
def note_alike(entry_id: int) -> None:
    """Look for entries of the campaign with nearly the same text."""
    actions.note_alike(entry=Entry.objects.select_related("work").get(pk=entry_id))
