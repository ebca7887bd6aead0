"""English: what a workbook says of itself, and the rule of each number."""

PATTERNS: dict[str, str | dict[str, str]] = {
    "about.sheet": "About this file",
    "about.what": "What",
    "about.said": "As it stands in the record",
    "about.report": "Report",
    "about.cut_off": "Cut-off date",
    "about.compiled": "Compiled",
    "about.facts": "SHA-256 of the facts",
    "rule.planned": "Items of the plan in force for the year.",
    "rule.done": "Items done on time or late; what was done off plan is not among them.",
    "rule.on_time": "Items whose first finished activity ended by the last day of their quarter, or of the year.",
    "rule.late": "Items first finished after that day, by the cut-off date.",
    "rule.in_time": "Items not finished by the cut-off date whose last day had not passed.",
    "rule.overdue": "Items not finished by the cut-off date whose last day had passed.",
    "rule.off_plan": "Finished activities under no item of a plan in force.",
    "rule.activities": "Activities that ended by the cut-off date and were carried out, as planned or otherwise.",
    "rule.evidence": "Files of evidence dated by the cut-off date, of activities that were not cancelled.",
    "rule.share": "Items done in per cent of the items planned, one digit after the mark, half rounded up.",
    "rule.delegates": "Persons in the delegations, each once; a place whose person is not identified counts as one.",
}
