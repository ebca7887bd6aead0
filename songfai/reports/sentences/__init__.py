"""The sentences of reports, one file per language, under the same keys with the same places.

They are data of the papers, not of the interface: a report in Lao is compiled on a Vietnamese screen as well.
"""

from collections.abc import Mapping
from types import ModuleType

from songfai.reports.sentences import (
    about_en,
    about_lo,
    about_vi,
    commitments_en,
    commitments_lo,
    commitments_vi,
    council_en,
    council_lo,
    council_vi,
    en,
    indicators_en,
    indicators_lo,
    indicators_vi,
    lo,
    of_works_en,
    of_works_lo,
    of_works_vi,
    plan_en,
    plan_lo,
    plan_vi,
    portfolio_en,
    portfolio_lo,
    portfolio_vi,
    term_en,
    term_lo,
    term_vi,
    vi,
    visit_report_en,
    visit_report_lo,
    visit_report_vi,
    work_en,
    work_lo,
    work_vi,
)

FILES: Mapping[str, tuple[ModuleType, ...]] = {
    "lo": (
        lo,
        term_lo,
        portfolio_lo,
        visit_report_lo,
        work_lo,
        indicators_lo,
        commitments_lo,
        plan_lo,
        about_lo,
        council_lo,
        of_works_lo,
    ),
    "vi": (
        vi,
        term_vi,
        portfolio_vi,
        visit_report_vi,
        work_vi,
        indicators_vi,
        commitments_vi,
        plan_vi,
        about_vi,
        council_vi,
        of_works_vi,
    ),
    "en": (
        en,
        term_en,
        portfolio_en,
        visit_report_en,
        work_en,
        indicators_en,
        commitments_en,
        plan_en,
        about_en,
        council_en,
        of_works_en,
    ),
}

PATTERNS: dict[str, dict[str, str | dict[str, str]]] = {
    language: {key: pattern for file in files for key, pattern in file.PATTERNS.items()}
    for language, files in FILES.items()
}
