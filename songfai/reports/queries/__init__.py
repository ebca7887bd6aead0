"""What reports read: the facts of a year, the years there are, the rows behind a figure, the commitments."""

from songfai.reports.queries.commitments import MOST_PROGRAMMES, gather_commitments
from songfai.reports.queries.information import gather_information, told_years
from songfai.reports.queries.plan import gather_plan, plans_on_paper
from songfai.reports.queries.portfolio import gather_portfolio, portfolio_of
from songfai.reports.queries.rows import Row, rows_behind
from songfai.reports.queries.term import compiled_of_term, gather_term
from songfai.reports.queries.term_rows import grounds_behind, recounted, term_rows
from songfai.reports.queries.visit_report import gather_visit
from songfai.reports.queries.year import gather, require_year, usual_cut_off_of
from songfai.reports.queries.years import Year, years_of

__all__ = [
    "MOST_PROGRAMMES",
    "Row",
    "Year",
    "compiled_of_term",
    "gather",
    "gather_commitments",
    "gather_information",
    "gather_plan",
    "gather_portfolio",
    "gather_term",
    "grounds_behind",
    "plans_on_paper",
    "portfolio_of",
    "term_rows",
    "told_years",
    "recounted",
    "require_year",
    "rows_behind",
    "usual_cut_off_of",
    "gather_visit",
    "years_of",
]
