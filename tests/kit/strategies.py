"""Values to try the kit with."""

import calendar

from hypothesis import strategies as st

from songfai.kit.dates import PartialDate


@st.composite
def dated(draw, precision):
    year = draw(st.integers(1900, 2100))
    if precision == "year":
        return PartialDate(year)
    if precision == "quarter":
        return PartialDate(year, quarter=draw(st.integers(1, 4)))
    month = draw(st.integers(1, 12))
    if precision == "month":
        return PartialDate(year, month)
    return PartialDate(year, month, draw(st.integers(1, calendar.monthrange(year, month)[1])))


@st.composite
def partial_dates(draw):
    """Every kind: with and without day, month, quarter, year and bound."""
    if draw(st.integers(0, 9)) == 0:
        month = draw(st.integers(1, 12))
        day = draw(st.none() | st.integers(1, calendar.monthrange(2000, month)[1]))
        return PartialDate(None, month, day)
    value = draw(dated(draw(st.sampled_from(["year", "quarter", "month", "day"]))))
    bound = draw(st.sampled_from(["", "", "by", "before", "from", "about"]))
    return PartialDate(value.year, value.month, value.day, value.quarter, bound)


lao_letters = st.characters(min_codepoint=0x0E81, max_codepoint=0x0EDF, exclude_categories=["Cn"])
vietnamese = st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẦẨẪẤẬỀỂỄẾỆĐ ")
mixed_text = st.text(
    st.one_of(
        lao_letters,
        vietnamese,
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\u200b\u200e \n\u0ecd\u0eb2"),
    ),
    max_size=40,
)
