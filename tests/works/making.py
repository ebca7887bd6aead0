"""A base unit at work: authors, an officer, a council of five, works brought as far as wanted."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
import xlsxwriter

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.actions.councils import RUBRIC_FIELDS
from songfai.works.columns import PAST_COLUMNS, SHEET_COLUMNS
from songfai.works.models import (
    Benefit,
    Campaign,
    Council,
    Instalment,
    Regulation,
    Rubric,
    Sheet,
    Submission,
    Work,
    WorkField,
)
from songfai.works.queries import claims_of
from songfai.works.states import (
    AuthorRole,
    BenefitKind,
    Choice,
    CouncilRole,
    IpStatus,
    Mark,
    PartKind,
    Scheme,
    SheetKind,
)
from tests import factories as make
from tests.fixtures.kept import kept

PDF = ("drawing.pdf", b"%PDF-1.4\nno text in it\n%%EOF\n")
ROLES = (
    CouncilRole.CHAIR,
    CouncilRole.VICE,
    CouncilRole.SECRETARY,
    CouncilRole.EXPERT,
    CouncilRole.UNION,
)


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


@kept
def unit(here=None, chair=None, **fields) -> SimpleNamespace:
    """.here, a seat for each role, .author and .second with seats of their own, .council with five .members."""
    here = here or make.institution(**fields)
    made = SimpleNamespace(here=here, there=make.institution())
    for role in (Role.LEADER, Role.COORDINATOR, Role.CLERK, Role.UNIT_OFFICER, Role.READER):
        setattr(made, str(role), make.seat(here, role))
    made.author, made.second = (make.seat(here, Role.AUTHOR) for _n in range(2))
    made.members = [make.seat(here, Role.AUTHOR) for _one in ROLES]
    made.members[0] = chair or made.members[0]
    made.chair, made.secretary = made.members[0], made.members[2]
    made.council = council(made, made.members)
    return made


def council(made, seats, roles=ROLES, **fields) -> Council:
    values = {
        "title": make.words("Council"),
        "decision": "12/QĐ",
        "decided_on": date(2026, 1, 5),
        "valid_to": None,
    }
    row = actions.save_council(values=values | fields, by=made.clerk, at=make.NOW)
    for seat, role in zip(seats, roles, strict=True):
        actions.add_member(
            council=row, email=seat.account.email, role=role, by=made.clerk, at=make.NOW, day=make.TODAY
        )
    return row


def values(**fields) -> dict[str, object]:
    given = {
        "title": make.words("Drying frame"),
        "type": "technical",
        "fields": list(WorkField.objects.filter(slug="mechanics")),
        "first_applied": PartialDate(2026, 1),
        "applied_until": None,
        "ip_status": IpStatus.NONE,
        "ip_note": "",
        "invested_by": "authors",
        "investor": "",
        "investor_refused": False,
        "state_funded": False,
    }
    return given | fields


def parts(*confidential: PartKind) -> dict[PartKind, tuple[Trilingual, bool]]:
    return {kind: (Trilingual(vi=f"Phần {kind}"), kind in confidential) for kind in PartKind}


@kept
def draft(made, by: Seat | None = None, on_behalf: bool = False, hidden=(), **fields) -> Work:
    work = actions.begin(
        values=values(**fields),
        parts=parts(*hidden),
        on_behalf=on_behalf,
        by=by or made.author,
        at=make.NOW,
    )
    return Work.objects.get(pk=work.pk)


PARAGRAPH = (
    "Lắp bẫy hơi phao và ống gom nước ngưng về bồn chứa cách nhiệt hai mét khối, dùng bơm đưa trở lại bồn cấp nước của "
    "lò hơi. Khi độ dẫn điện của nước ngưng vượt ngưỡng, van ba ngả tự chuyển sang đường xả."
)
# Long enough to be told as handed round, where many have it.
LONG = " ".join(
    f"{PARAGRAPH} Đoạn {nth} của bản mô tả giữ nguyên từng chữ như trên." for nth in ("một", "hai")
)


@kept
def alike(made, hidden=(), content=PARAGRAPH, applied=2026) -> Work:
    """A draft whose content is a paragraph that others may have too, first applied in the January of a year."""
    told = parts(*hidden) | {PartKind.CONTENT: (Trilingual(vi=content), PartKind.CONTENT in hidden)}
    work = actions.begin(
        values=values(first_applied=PartialDate(applied, 1)),
        parts=told,
        on_behalf=False,
        by=made.author,
        at=make.NOW,
    )
    actions.save_benefit(work=work, values=benefit_values(), by=made.author, at=make.NOW)
    return Work.objects.get(pk=work.pk)


@kept
def earlier(made, hidden=(), content=PARAGRAPH) -> Submission:
    """A filed work that says the same, known a year before."""
    return filed(made, alike(made, hidden, content, applied=2025))


def author_values(**fields) -> dict[str, object]:
    given = {
        "role": AuthorRole.CO,
        "name": make.words("Second author"),
        "account": None,
        "born": PartialDate(1985),
        "workplace": "Xưởng 2",
        "post": "Công nhân",
        "qualification": "Bậc 5/7",
        "share": Decimal("30"),
        "union_member": True,
        "heads_unit": False,
    }
    return given | fields


def benefit_values(**fields) -> dict[str, object]:
    given = {
        "year": 2025,
        "kind": BenefitKind.MEASURED,
        "minor": 80_000_000,
        "currency": "VND",
        "basis": make.words("Less waste"),
    }
    return given | fields


@kept
def ready(made, **fields) -> Work:
    """A draft of one author with nothing missing."""
    work = draft(made, **fields)
    actions.save_benefit(work=work, values=benefit_values(), by=made.author, at=make.NOW)
    return work


@kept
def of_two(made, **fields) -> Work:
    """A draft that two authors share 70 to 30, both confirmed in person."""
    work = ready(made)
    lead = work.authors.get()
    shared = author_values(
        role=AuthorRole.LEAD,
        name=lead.name,
        account=made.author.account,
        share=Decimal(70),
        union_member=False,
    )
    actions.save_author(work=work, author=lead, values=shared, by=made.author, at=make.NOW)
    second = author_values(account=made.second.account, union_member=False) | fields
    row = actions.save_author(work=work, values=second, by=made.author, at=make.NOW)
    for one, seat in ((lead, made.author), (row, made.second)):
        actions.confirm(author=one, by=seat, at=make.NOW)
    return Work.objects.get(pk=work.pk)


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


@kept
def filed(made, work: Work | None = None) -> Submission:
    return fresh(actions.file(work=work or ready(made), by=made.author, at=make.NOW))


@kept
def accepted(made, work: Work | None = None) -> Submission:
    submission = fresh(actions.accept(submission=filed(made, work), by=made.clerk, at=make.NOW))
    check(made, submission)
    return fresh(submission)


def check(made, submission: Submission) -> None:
    """The office checks what decides on who approves: one mark that is not true is enough."""
    claims = claims_of(submission.work)
    for mark in (Mark.STATE_FUNDED, Mark.HEAD):
        told = {"mark": mark, "found": claims[mark], "paper": "12/QĐ", "by": made.clerk, "at": make.NOW}
        actions.check_mark(submission=fresh(submission), **told)
        if not claims[mark]:
            return


@kept
def before_council(made, work: Work | None = None) -> Submission:
    submission = accepted(made, work)
    return fresh(actions.convene(submission=submission, council=made.council, by=made.clerk, at=make.NOW))


def named(made, name: Trilingual) -> Submission:
    """A work before the council, entered for its one author, who has no account here."""
    work = draft(made, by=made.clerk, on_behalf=True)
    told = author_values(role="lead", name=name, share=Decimal(100), union_member=False)
    line = actions.save_author(work=work, values=told, by=made.clerk, at=make.NOW)
    actions.confirm(author=line, by=made.clerk, at=make.NOW, paper="12/GXN", apart="Born in 1960")
    actions.save_benefit(work=work, values=benefit_values(), by=made.clerk, at=make.NOW)
    submission = actions.file(work=Work.objects.get(pk=work.pk), by=made.clerk, at=make.NOW)
    actions.accept(submission=fresh(submission), by=made.clerk, at=make.NOW)
    check(made, submission)
    actions.convene(submission=fresh(submission), council=made.council, by=made.clerk, at=make.NOW)
    return fresh(submission)


@kept
def voting(made, work: Work | None = None) -> Submission:
    submission = before_council(made, work)
    actions.open_ballot(submission=submission, by=made.secretary, at=make.NOW)
    return fresh(submission)


def cast(submission: Submission, seats, choice=Choice.FOR) -> None:
    ballot = submission.ballots.get(closed_on=None, annulled=False)
    for seat in seats:
        actions.vote(ballot=ballot, choice=choice, by=seat)


def find(made, submission: Submission, met: bool = True) -> None:
    found = {one.pk: (met, "" if met else "known before") for one in submission.regulation.criteria.all()}
    actions.save_findings(submission=submission, found=found, by=made.secretary, at=make.NOW)


@kept
def voted(made, work: Work | None = None, votes_for: int = 4) -> Submission:
    """The ballot is counted; every criterion is found to be met."""
    submission = voting(made, work)
    cast(submission, made.members[:votes_for])
    cast(submission, made.members[votes_for:], Choice.AGAINST)
    find(made, submission)
    actions.close(submission=fresh(submission), minutes="03/BB", by=made.secretary, at=make.NOW)
    return fresh(submission)


@kept
def recognised(made, work: Work | None = None) -> Submission:
    submission = voted(made, work)
    actions.recognise(
        submission=submission, decision="45/QĐ", decided_on=make.TODAY, by=made.leader, at=make.NOW
    )
    return fresh(submission)


@kept
def certified(made, work: Work | None = None) -> Submission:
    submission = recognised(made, work)
    actions.certify(
        submission=submission,
        signer="Nguyễn Văn A",
        post=Trilingual(vi="Giám đốc"),
        dated=make.TODAY,
        by=made.clerk,
        at=make.NOW,
    )
    return fresh(submission)


HEADINGS = tuple(heading for heading, _about in SHEET_COLUMNS.values())


def sheet_row(**cells) -> list[object]:
    """A row of the sheet of works, in the order of its columns; a work of one author if nothing else is said."""
    given = {
        "number": 1,
        "title": "Bẫy hơi",
        "type": "Technical solution",
        "author": "Nguyễn Văn A",
        "share": 100,
    }
    return [(given | cells).get(key) for key in SHEET_COLUMNS]


def sheet_data(*rows: list[object], headings=HEADINGS) -> bytes:
    """A workbook as an officer would send it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("x")
    for at, row in enumerate([headings, *(rows or [sheet_row()])]):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write(at, place, cell)
    book.close()
    return out.getvalue()


def sheet(seat: Seat, data: bytes, language: str = "vi") -> Sheet:
    return actions.give_sheet(name="works.xlsx", data=data, language=language, by=seat, at=make.NOW)


def own_rates(made, **fields):
    """Rates of the unit by which nothing was entered yet."""
    values = {
        "valid_from": date(2030, 1, 1), "valid_to": None, "benefit": Decimal(10), "transfer": Decimal(15), "years": 3,
        "wages": 6, "helpers": Decimal(20), "helpers_certainty": "unconfirmed", "wage_minor": None, "wage_currency": "",
        "basis": make.words("Decision 12"), "source": "", "certainty": "sourced",
    }  # fmt: skip
    told = {"country": made.here.country, "institution": made.here, "by": made.clerk, "at": make.NOW}
    return actions.save_rates(values=values | fields, **told)


def past_row(**cells) -> list[object]:
    """A row of the sheet of works recognised before, in the order of its columns."""
    given = {
        "number": 1,
        "title": "Lò sấy",
        "author": "Nguyễn Văn Cũ",
        "unit": "Xưởng 3 (cũ)",
        "decision": "12/QĐ-SK",
        "decided_on": "2015",
    }
    return [(given | cells).get(key) for key in PAST_COLUMNS]


def past_sheet(seat: Seat, *rows: list[object], language: str = "vi", source: str = "Sổ sáng kiến") -> Sheet:
    headings = tuple(heading for heading, _about in PAST_COLUMNS.values())
    data = sheet_data(*(rows or [past_row()]), headings=headings)
    told = {"name": "past.xlsx", "language": language, "kind": SheetKind.PAST, "source": source}
    return actions.give_sheet(data=data, by=seat, at=make.NOW, **told)


def past_taken(seat: Seat, *rows: list[object]) -> Sheet:
    """A sheet of works recognised before, taken in."""
    sheet = past_sheet(seat, *rows)
    assert sheet.problems == []
    actions.begin_taking(sheet=sheet, by=seat, at=make.NOW)
    actions.take_in(sheet=Sheet.objects.get(pk=sheet.pk), at=make.NOW)
    return Sheet.objects.get(pk=sheet.pk)


def own_rules(made, **fields):
    """Rules of the unit from next year on, with the criteria of the general ones."""
    values = {
        "scheme": "base",
        "scope": "unit",
        "least_places": 0,
        "asks_confirmed": False,
        "must_check": [],
        "title": make.words("Own rules"),
        "basis": make.words("Decision 3060"),
        "source": "",
        "certainty": "sourced",
        "valid_from": date(2027, 1, 1),
        "valid_to": None,
        "agree_of": 7,
        "agree_whole": 10,
        "counted_of": "present",
        "quorum_of": 1,
        "quorum_whole": 2,
        "least_members": 3,
        "union_sits": False,
        "judged_from": None,
        "paper_confirms": False,
        "superior_when": "funded",
        "certifies_investor": True,
        "investor_first": True,
    }
    like = Regulation.objects.get(institution=None, country=made.here.country)
    return actions.save_regulation(values=values | fields, like=like, by=made.clerk, at=make.NOW)


def own_rubric(made, slug="four-parts", use="inform", threshold=None, **fields):
    """Rules of the unit since January by which the council gives points: 100 in six criteria, two with a pass mark."""
    day = {"valid_from": date(2026, 1, 1)}
    counted = {"agree_of": 2, "agree_whole": 3, "counted_of": "members", "quorum_of": 2, "quorum_whole": 3}
    regulation = own_rules(made, **day | counted | {"least_members": 5} | fields)
    like = Rubric.objects.get(slug=slug)
    row = actions.begin_rubric(
        regulation=regulation, title=Trilingual(), like=like, by=made.clerk, at=make.NOW
    )
    values = {name: getattr(row, name) for name in RUBRIC_FIELDS} | {"use": use, "threshold": threshold}
    return actions.save_rubric(rubric=row, values=values, by=made.clerk, at=make.NOW)


def given(rubric, *points) -> dict[int, tuple[Decimal | None, str]]:
    """Points for the criteria in their order; without any, all there are."""
    items = list(rubric.items.all())
    told = points or [one.most for one in items]
    return {one.pk: (None if n is None else Decimal(n), "") for one, n in zip(items, told, strict=True)}


def hand_in(submission, rubric, seats, *points) -> None:
    for seat in seats:
        actions.hand_in_scores(submission=submission, given=given(rubric, *points), by=seat, at=make.NOW)


@kept
def above_of(made, **fields) -> SimpleNamespace:
    """A body above the unit with rules of its own for the level of the province, with an office and a council."""
    here = make.institution(country=made.here.country)
    type(made.here).objects.filter(pk=made.here.pk).update(parent=here)
    made.here.refresh_from_db()
    up = unit(here=here)
    values = {"scheme": "province", "scope": "province", "valid_from": date(2026, 1, 1), "least_members": 5}
    up.rules = own_rules(up, **values | {"quorum_of": 2, "quorum_whole": 3} | fields)
    return up


@kept
def sent_above(made, submission: Submission, scheme: Scheme = Scheme.PROVINCE) -> Submission:
    """A certified work sent up for its effect."""
    row = actions.send_above(
        work=submission.work,
        scheme=scheme,
        report=make.words("Two provinces use it"),
        by=made.author,
        at=make.NOW,
    )
    return fresh(row)


@kept
def voted_above(up, submission: Submission) -> Submission:
    """Accepted, voted for by all five of the council above, every criterion met."""
    actions.accept(submission=submission, by=up.clerk, at=make.NOW)
    actions.convene(submission=fresh(submission), council=up.council, by=up.clerk, at=make.NOW)
    actions.open_ballot(submission=fresh(submission), by=up.secretary, at=make.NOW)
    cast(submission, up.members)
    find(up, fresh(submission))
    actions.close(submission=fresh(submission), minutes="07/BB", by=up.secretary, at=make.NOW)
    return fresh(submission)


def agreed(**fields) -> dict[str, object]:
    """What an agreement of 10 per cent for two years says."""
    given = {
        "kind": "agreed",
        "paper": "HĐ 4/2026",
        "agreed_on": make.TODAY,
        "benefit": Decimal(10),
        "transfer": Decimal(20),
        "years": 2,
        "minor": None,
        "currency": "",
        "reason": "",
    }
    return given | fields


def owed(made, submission: Submission, **fields) -> Instalment:
    """The first instalment of a recognised work with an agreement."""
    work = Work.objects.get(pk=submission.work_id)
    actions.save_agreement(work=work, values=agreed(**fields), by=made.clerk, at=make.NOW)
    return work.instalments.order_by("due", "id").first()


def later_benefit(made, submission: Submission) -> Benefit:
    """The benefit of a further year, which nobody has confirmed yet."""
    work = Work.objects.get(pk=submission.work_id)
    return actions.save_benefit(work=work, values=benefit_values(year=2027), by=made.author, at=make.NOW)


def confirmed(made, work: Work, **fields) -> Benefit:
    """A further benefit that the unit has confirmed."""
    row = actions.save_benefit(work=work, values=benefit_values(**fields), by=made.author, at=make.NOW)
    return actions.confirm_benefit(benefit=row, paper="BB 1", by=made.unit_officer, at=make.NOW)


def campaign_values(**fields) -> dict[str, object]:
    given = {
        "title": make.words("A thousand works"),
        "opens": date(2026, 1, 1),
        "closes": date(2026, 12, 31),
        "entrants": "everybody",
        "counting": "filed",
        "applied_from": None,
        "applied_to": None,
        "paper": "KH 12",
        "paper_date": date(2026, 1, 2),
    }
    return given | fields


def campaign(made, launched=True, **fields) -> Campaign:
    """A campaign of the unit that counts every filed work."""
    row = actions.save_campaign(values=campaign_values(**fields), by=made.clerk, at=make.NOW)
    return actions.launch(campaign=row, by=made.clerk, at=make.NOW) if launched else row
