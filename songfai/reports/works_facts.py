"""The facts of a year's works: what each side's units filed, recognised and applied, and what it brought. Plain Python."""

from dataclasses import dataclass

from songfai.reports.figures import Figure


@dataclass(frozen=True, slots=True)
class WorkBenefit:
    """`kind`: measured, estimated or not_computable; `minor` in the smallest unit of the currency, None where it cannot be
    computed. Nothing here is added to a line of another kind, confirmation or currency."""

    kind: str
    confirmed: bool
    currency: str
    minor: int | None
    works: int


@dataclass(frozen=True, slots=True)
class SideWorks:
    filed: Figure
    recognised: Figure
    applied: Figure
    benefits: tuple[WorkBenefit, ...] = ()


@dataclass(frozen=True, slots=True)
class YearWorks:
    side_1: SideWorks
    side_2: SideWorks

    def of(self, position: int) -> SideWorks:
        return self.side_1 if position == 1 else self.side_2
