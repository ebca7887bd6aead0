"""Marks of a work that change what the law asks of it: claims of its authors until the office has checked them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from songfai.kit.errors import N_, Refused
from songfai.works.states import RUNNING, Mark, Stage, SuperiorWhen


@dataclass(frozen=True, slots=True)
class Marked:
    """`found`: what the office found; None while it has not checked what is claimed now."""

    claimed: bool
    found: bool | None

    @property
    def checked(self) -> bool:
        return self.found is not None

    @property
    def holds(self) -> bool:
        """What decisions go by: the office's word where there is one."""
        return self.claimed if self.found is None else self.found


Marks = Mapping[Mark, Marked]


# What the rules of recognition ask to be checked, said whole.
UNCHECKED = {
    Mark.STATE_FUNDED: N_("By the rules of recognition the office first checks whether the State has paid."),
    Mark.HEAD: N_("By the rules of recognition the office first checks whether an author heads the unit."),
    Mark.UNION: N_(
        "By the rules of recognition the office first checks whether an author is a union member."
    ),
    Mark.PROTECTED: N_(
        "By the rules of recognition the office first checks whether the work is under protection."
    ),
    Mark.REFUSED: N_(
        "By the rules of recognition the office first checks whether the investor has refused to recognise the work."
    ),
}


def require_checkable(stage: Stage) -> None:
    if stage not in RUNNING:
        raise Refused("check_not_now", N_("Marks are checked while the work is being considered."))


def require_stated(stated: bool) -> None:
    """Of a work whose authors or whose unit paid nobody states that an investor refused."""
    if not stated:
        raise Refused("nothing_stated", N_("The authors state nothing of this."))


# What it depends on, by the rules of the unit.
SUPERIOR_BY: Mapping[SuperiorWhen, tuple[Mark, ...]] = {
    SuperiorWhen.NEVER: (),
    SuperiorWhen.FUNDED: (Mark.STATE_FUNDED, Mark.HEAD),
    SuperiorWhen.HEAD: (Mark.HEAD,),
}


def superior_settled(marks: Marks, when: SuperiorWhen) -> bool:
    """Whether it is known for sure if a superior body approves first: each mark it depends on is checked, or one is not
    true."""
    asked = [marks[one] for one in SUPERIOR_BY[when]]
    return all(one.checked for one in asked) or any(one.found is False for one in asked)


def require_superior_settled(marks: Marks, when: SuperiorWhen) -> None:
    """Decree 13/2012/ND-CP, Article 7: who approves depends on marks, and an author’s word does not decide on it."""
    if superior_settled(marks, when):
        return
    if when == SuperiorWhen.HEAD:
        raise Refused(
            "marks_unchecked",
            N_(
                "Whether a superior body approves first depends on whether an author heads the unit. The office checks this"
                " mark before the decision."
            ),
        )
    raise Refused(
        "marks_unchecked",
        N_(
            "Whether a superior body approves first depends on who paid and whether an author heads the unit."
            " The office checks these two marks before the decision."
        ),
    )


def require_union_settled(marks: Marks, *, union_sits: bool, represented: bool) -> None:
    """A council without the trade union decides on a work only where the office has checked that no author is a member."""
    mark = marks[Mark.UNION]
    if union_sits and not represented and not mark.checked:
        raise Refused(
            "union_unchecked",
            N_(
                "No representative of the trade union sits on this council. The office first checks that no author is a"
                " member of the union."
            ),
        )


def require_checked(marks: Marks, must: Iterable[str]) -> None:
    """What the rules of recognition ask to be checked before the decision."""
    for mark in Mark:
        if mark in must and mark in marks and not marks[mark].checked:
            raise Refused("mark_unchecked", UNCHECKED[mark])


def require_investor_refused(marks: Marks) -> None:
    """Decree 13/2012/ND-CP, Article 5: what somebody else has paid for is recognised by its investor, and by another unit
    only where that one has refused to."""
    mark = marks.get(Mark.REFUSED)
    if mark is not None and not mark.holds:
        raise Refused(
            "investor_first",
            N_(
                "Somebody else has paid for this work: another unit recognises it only where its investor has refused to."
                " The office checks this, from a paper."
            ),
        )


def require_unprotected(marks: Marks) -> None:
    """Decree 13/2012/ND-CP, Article 3: not what is under protection when it is considered."""
    if marks[Mark.PROTECTED].holds:
        raise Refused(
            "under_protection",
            N_("What is under intellectual property protection is not recognised as an initiative."),
        )
