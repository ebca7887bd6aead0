"""A registry office at work: two institutions, their clerks and leaders, documents brought as far as wanted."""

from datetime import date
from types import SimpleNamespace

from songfai.kit.languages import Trilingual
from songfai.parties.states import Layout, Role
from songfai.registry import actions
from songfai.registry.models import DocumentType, Series
from songfai.registry.states import NumberForm, Numbers, PartKind, Purpose
from tests import factories as make
from tests.fixtures.kept import kept

SCAN = ("scan.pdf", b"%PDF-1.4\nno text in it\n%%EOF\n")
TEXT = "Kế hoạch tập huấn\nDanh sách: ການຝຶກອົບຮົມ 25 ຄົນ\n".encode()


@kept
def office() -> SimpleNamespace:
    """Two institutions with their usual series: .leader, .clerk, .officer here and .there_* at the other one."""
    here = make.institution(symbol="BNV")
    there = make.institution(symbol="ກພນ", country="LA", layout=Layout.LA)
    made = SimpleNamespace(here=here, there=there)
    for name, body in (("", here), ("there_", there)):
        for role in (Role.LEADER, Role.COORDINATOR, Role.CLERK, Role.UNIT_OFFICER):
            setattr(made, f"{name}{role}", make.seat(body, role))
    actions.open_usual_series(by=made.clerk, at=make.NOW)
    actions.open_usual_series(by=made.there_clerk, at=make.NOW)
    return made


def series(body, numbers=Numbers.OUT):
    return Series.objects.get(institution=body, numbers=numbers)


def council(made, symbol="HĐSK"):
    values = {
        "title": make.words("Council"),
        "numbers": Numbers.COUNCIL,
        "symbol": symbol,
        "form": NumberForm.STATE,
        "goes_on_year": None,
        "goes_on_from": None,
        "active": True,
    }
    return actions.save_series(values=values, by=made.clerk, at=make.NOW)


def out_values(made, **fields):
    given = {
        "series": series(made.here),
        "type": DocumentType.objects.get(slug="vn-bc"),
        "own_code": "",
        "unit_symbol": "",
        "subject": make.words("Report on the year"),
        "language": "vi",
        "place": make.words("Hà Nội"),
        "programme": None,
        "relation": "",
        "related": None,
    }
    return given | fields


def in_values(made, **fields):
    given = {
        "series": series(made.here, Numbers.IN),
        "arrived_on": date(2026, 3, 9),
        "type": None,
        "subject": make.words("Invitation"),
        "language": "vi",
        "sender": "Bộ Ngoại giao",
        "sender_institution": None,
        "sender_number": "215/BNG-LPQT",
        "dated": date(2026, 3, 5),
        "signer": "",
        "programme": None,
        "relation": "",
        "related": None,
    }
    return given | fields


def draft(made, **fields):
    return actions.draft(values=out_values(made, **fields), by=made.unit_officer, at=make.NOW)


@kept
def signed(made, on=date(2026, 3, 9), **fields):
    document = draft(made, **fields)
    actions.add_part(
        document=document,
        kind=PartKind.TEXT,
        title="",
        name="text.txt",
        data=TEXT,
        by=made.unit_officer,
        at=make.NOW,
    )
    actions.add_recipient(
        document=document, institution=made.there, purpose=Purpose.ACT, by=made.unit_officer, at=make.NOW
    )
    actions.review(document=document, by=made.leader, at=make.NOW)
    actions.check_format(document=document, by=made.clerk, at=make.NOW)
    return actions.sign(
        document=document,
        signer="Nguyễn Văn A",
        post=Trilingual(vi="Thứ trưởng"),
        capacity="KT",
        signed_on=on,
        by=made.leader,
        at=make.NOW,
    )


@kept
def numbered(made, **fields):
    return actions.number(document=signed(made, **fields), by=made.clerk, at=make.NOW)


@kept
def issued(made, **fields):
    document = numbered(made, **fields)
    name, data = SCAN
    actions.add_part(
        document=document, kind=PartKind.SCAN, title="", name=name, data=data, by=made.clerk, at=make.NOW
    )
    return actions.issue(document=document, by=made.clerk, at=make.NOW)


@kept
def arrived(made, **fields):
    return actions.register(values=in_values(made, **fields), by=made.clerk, at=make.NOW)
