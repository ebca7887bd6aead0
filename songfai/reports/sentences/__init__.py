"""The sentences of reports, one file per language, under the same keys with the same places.

They are data of the papers, not of the interface: a report in Lao is compiled on a Vietnamese screen as well.
"""

from songfai.reports.sentences import (
    en,
    indicators_en,
    indicators_lo,
    indicators_vi,
    lo,
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

PATTERNS = {
    "lo": lo.PATTERNS
    | term_lo.PATTERNS
    | portfolio_lo.PATTERNS
    | visit_report_lo.PATTERNS
    | work_lo.PATTERNS
    | indicators_lo.PATTERNS,
    "vi": vi.PATTERNS
    | term_vi.PATTERNS
    | portfolio_vi.PATTERNS
    | visit_report_vi.PATTERNS
    | work_vi.PATTERNS
    | indicators_vi.PATTERNS,
    "en": en.PATTERNS
    | term_en.PATTERNS
    | portfolio_en.PATTERNS
    | visit_report_en.PATTERNS
    | work_en.PATTERNS
    | indicators_en.PATTERNS,
}
