"""A sheet after it was taken in: the paper its authors signed, what they say against it, its filing. Plain values only."""

from songfai.kit.errors import N_, Refused
from songfai.works.states import SHEET_FILEABLE, SheetStep


def require_sheet_fileable(step: SheetStep, *, left: int) -> None:
    if step not in SHEET_FILEABLE:
        raise Refused("sheet_not_taken", N_("Works of a sheet are filed once it is taken in."))
    if not left:
        raise Refused("nothing_to_file", N_("Every work of this sheet is filed."))


def require_sheet_withdrawable(step: SheetStep, *, works: int) -> None:
    if step != SheetStep.FILED:
        raise Refused("sheet_not_filed", N_("Works of a sheet are withdrawn once they are filed."))
    if not works:
        raise Refused(
            "nothing_to_withdraw",
            N_("No work of this sheet can be withdrawn any more: the council votes on it or has decided."),
        )


def require_somebody(count: int) -> None:
    if not count:
        raise Refused(
            "nobody_signed",
            N_(
                "There is nobody to confirm by this paper: by the sheet nobody else has signed, or they confirm in person."
            ),
        )


def require_paper_stands(undone: bool, *, filed: int) -> None:
    if undone:
        raise Refused("paper_taken_back", N_("This paper was taken back already."))
    if filed:
        raise Refused(
            "filed_by_paper",
            N_("%(filed)s works with this paper are filed: withdraw them first, or let the authors object."),
            filed=filed,
        )


def require_undoable(step: SheetStep, *, filed: bool) -> None:
    if step != SheetStep.TAKEN or filed:
        raise Refused(
            "sheet_not_undone", N_("Only a sheet that is taken in, and of which nothing is filed, is undone.")
        )


def require_objectable(*, on_paper: bool, in_time: bool) -> None:
    """An author objects to what others entered from a paper, until the council votes."""
    if not on_paper:
        raise Refused(
            "not_on_paper", N_("Only a confirmation that others entered from a paper is objected to.")
        )
    if not in_time:
        raise Refused(
            "objects_too_late",
            N_("The council votes on this work or has decided. Write to the office of your unit."),
        )


def require_no_objection(objects: str) -> None:
    if objects:
        raise Refused(
            "author_objects",
            N_(
                "%(author)s objects to the share that was entered from a paper. Settle it with the author first."
            ),
            author=objects,
        )
