"""English: the works of a year in the annual report."""

PATTERNS: dict[str, str | dict[str, str]] = {
    "heading.works": "{mark} Initiatives",
    "table.works": "Table {n}. Initiatives of {year}",
    "table.work_benefits": "Table {n}. Benefit of recognised initiatives in {year}",
    "works.column.filed": "Filed",
    "works.column.recognised": "Recognised",
    "works.column.applied": "Applied or transferred",
    "works.column.how": "How it is known",
    "works.column.amount": "Benefit of the year",
    "works.column.works": "Works",
    "works.measured": "Measured",
    "works.estimated": "Estimated",
    "works.not_computable": "Cannot be computed",
    "works.confirmed": "confirmed",
    "works.unconfirmed": "not confirmed yet",
    "works.counted": "Counted in the registers of each side and the units below it, from 1 January {year} up to and including"
    " {day}. Each initiative is counted once in each column: filed and not withdrawn; recognised by a decision of the year that"
    " was not revoked; recognised, and applied or transferred from a day of the year. Recognitions from before"
    " the register are not counted.",
    "works.never_added": "What was measured and what was estimated, what is confirmed and what is not, and different"
    " currencies are not added up.",
    "works.sheet": "Initiatives",
    "works.sheet_benefits": "Benefit of initiatives",
    "row.filed": "Initiatives filed",
    "row.recognised": "Initiatives recognised",
    "row.applied": "Initiatives applied or transferred",
    "rule.filed": "Initiatives handed in to units of the side within the year up to the cut-off date, each once; without those"
    " withdrawn by then.",
    "rule.recognised": "Initiatives recognised by a decision dated within the year up to the cut-off date, each once; without"
    " those revoked by then and without recognitions from before the register.",
    "rule.applied": "Recognised initiatives whose application or transfer began within the year up to the cut-off date, each"
    " once.",
}
