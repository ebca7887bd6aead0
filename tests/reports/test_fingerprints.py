"""A report frozen earlier is known by its fingerprint: what is told of since leaves it as it was where there is nothing to tell."""

from dataclasses import replace

import pytest

from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from tests.reports.samples import commitment_lines, home_affairs, thanh_hoa
from tests.reports.samples_plan import plan
from tests.reports.test_visit_report import report

PARTY = T(en="Academy")


def without_works():
    return replace(thanh_hoa(), works=None)


def lines_without_stops():
    """The words the sample had then."""
    report = commitment_lines()
    (one,) = report.programmes
    first, *rest = one.lines
    warnings, difficulties = (
        tuple(
            replace(said, text=T(*(getattr(said.text, language).rstrip(".") for language in LANGUAGES)))
            for said in told
        )
        for told in (first.warnings, first.difficulties)
    )
    first = replace(first, warnings=warnings, difficulties=difficulties)
    return replace(report, programmes=(replace(one, lines=(first, *rest)),))


# As they were worked out before further parties and works were told of.
BEFORE = {
    home_affairs: "3bc729c2c73a262b7e9c8d1c434240acf1d49f4d64bbb0859ae55a42a75ac831",
    without_works: "d32e912e7f7ec8732fec43bc719921072cf46fcbb22e4ce5e3ecd5b948136a29",
    plan: "d9e6f474e186df864872f618f76290c619f60dab3610b9247ec65d6ecfe47f18",
    lines_without_stops: "51b2d623f0117b693e2bdc5732a3cd6ab3c72c3f4aeb519ad80baadf02080f4a",
    report: "041c6802a8209ed39cfb7d3a6172773a34b736528421971bdde7e957819ed251",
}


@pytest.mark.parametrize("sample", BEFORE)
def test_what_was_frozen_before_keeps_its_fingerprint(sample):
    assert sample().fingerprint() == BEFORE[sample]


def test_who_carries_out_and_which_works_there_are_change_it():
    annual, year_plan = home_affairs(), plan()
    lead, host = replace(annual.items[0], lead_party=PARTY), replace(report(), host_party=PARTY)
    assert replace(annual, items=(lead, *annual.items[1:])).fingerprint() != BEFORE[home_affairs]
    assert replace(without_works(), works=thanh_hoa().works).fingerprint() != BEFORE[without_works]
    assert host.fingerprint() != BEFORE[report]
    for name in ("lead_party", "coordinator_party", "payer_party"):
        line = replace(year_plan.lines[0], **{name: PARTY})
        assert replace(year_plan, lines=(line, *year_plan.lines[1:])).fingerprint() != BEFORE[plan]
