"""Reads about reviews: the reviews of a programme, the room of one, what a report says of it."""

from songfai.reviews.queries.reporting import ReportDirection, ReportFinding, ReportReview, for_report
from songfai.reviews.queries.room import (
    Progress,
    Row,
    Sheet,
    direction_stamp,
    directions_left,
    facts_of,
    finding_stamp,
    lesson_stamp,
    line_of,
    of_year,
    rating_stamp,
    reviews_visible_to,
    sheet,
)
from songfai.reviews.queries.years import Ahead, Year, under_way, years_of

__all__ = [
    "Ahead",
    "Progress",
    "ReportDirection",
    "ReportFinding",
    "ReportReview",
    "Row",
    "Sheet",
    "Year",
    "direction_stamp",
    "directions_left",
    "facts_of",
    "finding_stamp",
    "for_report",
    "lesson_stamp",
    "line_of",
    "of_year",
    "rating_stamp",
    "reviews_visible_to",
    "sheet",
    "under_way",
    "years_of",
]
