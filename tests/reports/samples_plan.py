"""A revised plan of the two ministries: an item changed, one added, one taken out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from songfai.kit.languages import Trilingual as T
from songfai.reports.plan_facts import PlanFacts, PlanLine
from tests.reports.samples import COMMITMENTS, LAOS, VIET_NAM, home_affairs

PERSONS = T("ຄົນ", "người", "persons")

COURSE = PlanLine(
    key="11111111-1111-4111-8111-111111111111",
    number=1,
    commitment=1,
    title=T(
        "ຝຶກອົບຮົມພະນັກງານການນຳຂອງລາວ",
        "Bồi dưỡng cán bộ lãnh đạo, quản lý của Lào",
        "Courses for leaders and managers of Laos",
    ),
    kind="course",
    quantity=Decimal(24),
    unit=PERSONS,
    quarter=2,
    lead=1,
    payer=1,
    costs=T("ຄ່າເດີນທາງຝ່າຍລາວອອກ", "Lào tự túc vé máy bay", "travel is paid by Laos"),
    venue=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
)
VISIT = PlanLine(
    key="22222222-2222-4222-8222-222222222222",
    number=2,
    commitment=3,
    title=T("ຄະນະຜູ້ແທນຂັ້ນລັດຖະມົນຕີຢ້ຽມຢາມ", "Đoàn cấp Bộ trưởng thăm và làm việc", "Visit of a delegation led by the Minister"),
    kind="visit",
    quarter=4,
    lead=2,
    payer=0,
    venue=T("ວຽງຈັນ", "Viêng Chăn", "Vientiane"),
)  # fmt: skip
WORKSHOP = PlanLine(
    key="33333333-3333-4333-8333-333333333333",
    number=3,
    commitment=3,
    title=T("ກອງປະຊຸມສຳມະນາຮ່ວມ", "Hội thảo chung", "Joint workshop"),
    kind="workshop",
    quantity=Decimal(1),
    note=T("", "", "subject to be agreed"),
)
TAKEN_OUT = replace(
    WORKSHOP,
    key="44444444-4444-4444-8444-444444444444",
    title=T("ຄົ້ນຄວ້າຮ່ວມ", "Nghiên cứu chung", "Joint research"),
    kind="joint_research",
    note=T(),
)


def plan(**other: object) -> PlanFacts:
    annual = home_affairs()
    facts = PlanFacts(
        slug=annual.slug,
        title=annual.title,
        sides=(VIET_NAM, LAOS),
        signed_on=annual.signed_on,
        signed_at=annual.signed_at,
        year=2026,
        version=2,
        stage="in_force",
        offered_by=1,
        in_force_on=date(2026, 7, 6),
        reason=T("ເລື່ອນການຢ້ຽມຢາມ", "Lùi chuyến thăm theo đề nghị của Lào", "The visit is put off"),
        commitments=((1, COMMITMENTS[0]), (3, COMMITMENTS[2])),
        lines=(COURSE, VISIT, WORKSHOP),
        compiled_at=annual.compiled_at,
        before=(replace(COURSE, quantity=Decimal(30)), replace(VISIT, quarter=3), TAKEN_OUT),
        version_before=1,
    )
    return replace(facts, **other)  # type: ignore[arg-type]
