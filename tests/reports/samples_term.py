"""Hand-made facts of a term and of a yearly exchange between the two ministries of samples.py."""

from datetime import date
from decimal import Decimal

from songfai.kit.languages import Trilingual as T
from songfai.reports.facts import AgreedPaper, DirectionFacts, FindingFacts, Unplanned
from songfai.reports.information_facts import Handed, HeadingSaid, InformationFacts, Number, Said
from songfai.reports.term_facts import (
    Counted,
    HeadingFacts,
    OfYear,
    RecordedYear,
    Sum,
    TermCommitment,
    TermFacts,
    Undone,
)
from songfai.reviews.states import Heading
from tests.reports.samples import COMMITMENTS, LAOS, VIET_NAM, home_affairs
from tests.reports.samples_indicators import INDICATORS

PERSONS = T("ຄົນ", "người", "persons")
TRAINEES = T("ຜູ້ເຂົ້າຝຶກອົບຮົມ", "Học viên", "Trainees")


def counted(on_time=0, late=0, in_time=0, overdue=0, off_plan=0, activities=0):
    planned = on_time + late + in_time + overdue
    return Counted(planned, on_time + late, on_time, late, in_time, overdue, off_plan, activities)


YEARS = {
    1: {2024: counted(2, 0, activities=2), 2025: counted(1, 1, activities=2), 2026: counted(0, 0, 1)},
    2: {2024: counted(1, 0, 0, 1, activities=1), 2025: counted(1, off_plan=1, activities=2), 2026: counted()},
    3: {2024: counted(0, 0, 0, 1), 2025: counted(), 2026: counted()},
}


def term(kind="final") -> TermFacts:
    annual = home_affairs()
    commitments = tuple(
        TermCommitment(
            number=number,
            label=COMMITMENTS[number - 1],
            counted=Counted(*(sum(getattr(c, name) for c in years.values()) for name in Counted.__dataclass_fields__)),
            evidence=number,
            years=tuple(
                OfYear(year, one, "done" if one.done and year < 2026 else "", number == 2 and year == 2024)
                for year, one in years.items()
            ),
            sums=(Sum(TRAINEES, PERSONS, Decimal(24 * number), (f"a{number}",)),) if number < 3 else (),
        )
        for number, years in YEARS.items()
    )  # fmt: skip
    years = tuple(
        RecordedYear(
            year,
            Counted(
                *(sum(getattr(of[year], name) for of in YEARS.values()) for name in Counted.__dataclass_fields__)
            ),
            year < 2026,
        )
        for year in (2024, 2025, 2026)
    )  # fmt: skip
    headings = tuple(
        HeadingFacts(
            str(heading),
            ("good", "fair"),
            (
                T("ຕອບສະໜອງຄວາມຕ້ອງການ", "Đáp ứng nhu cầu của hai bên", "Meets the needs of both sides"),
                T("ຍັງຊ້າໃນບາງຂໍ້", "Còn chậm ở một số nội dung", "Still slow in places"),
            ),
            T("ສືບຕໍ່ປັບປຸງ", "Tiếp tục cải tiến", "To be improved further"),
        )
        for heading in Heading
    )
    findings = (
        FindingFacts(1, "done", "done", "done"),
        FindingFacts(
            2,
            "done",
            "partly",
            "",
            disagreement=T("ຈຳນວນຄະນະ", "Về số đoàn", "On the number of delegations"),
            cause=T("ຂາດງົບປະມານ", "Thiếu kinh phí", "Money was lacking"),
        ),
    )
    return TermFacts(
        slug=annual.slug,
        kind=kind,
        code=f"{kind}_2026",
        programme_kind=annual.kind,
        title=annual.title,
        sides=(VIET_NAM, LAOS),
        first_year=2024,
        last_year=2026,
        cut_off=date(2026, 3, 10),
        signed_on=annual.signed_on,
        signed_at=annual.signed_at,
        paper=AgreedPaper(1, date(2026, 3, 10), "0" * 64),
        held_on=date(2026, 3, 4),
        place=LAOS.place,
        agenda=T(
            "ຕີລາຄາຜົນ\nກຳນົດທິດທາງ",
            "Đánh giá kết quả\nThống nhất phương hướng",
            "Evaluate the results\nAgree on directions",
        ),
        delegations=((1, VIET_NAM.leader), (2, LAOS.leader)),
        years=years,
        commitments=commitments,
        undone=(
            Undone(
                2024,
                2,
                COMMITMENTS[1],
                "cancelled",
                date(2024, 12, 31),
                said="Đoàn bạn hoãn",
                side=1,
            ),
            Undone(
                2024,
                3,
                COMMITMENTS[2],
                "overdue",
                date(2024, 9, 30),
                reason=T("ຂາດງົບປະມານ", "Thiếu kinh phí", "Money was lacking"),
            ),
        ),
        unplanned=(
            Unplanned(
                4,
                COMMITMENTS[3],
                (
                    T(vi="Chưa bố trí được kinh phí"),
                    T("ລໍຖ້າການປັບປຸງໂຄງສ້າງ", "", "Waiting for the reorganisation"),
                ),
            ),
            Unplanned(5, COMMITMENTS[4], (T(), T())),
        ),
        findings=findings,
        headings=headings,
        lessons=(T("ແຕ່ງຕັ້ງຜູ້ປະສານງານ", "Cử đầu mối liên lạc", "Name one person who keeps contact"),),
        directions=(DirectionFacts(1, T("ສືບຕໍ່ຝຶກອົບຮົມ", "Tiếp tục đào tạo", "Go on with the courses")),),
        decision="renew" if kind == "final" else "",
        decision_text=T(),
        extended_to=None,
        compiled_at=annual.compiled_at,
        indicators=INDICATORS,
    )


def information() -> InformationFacts:
    annual = home_affairs()
    posts = T("ຕຳແໜ່ງທີ່ຫຼຸດ", "Biên chế tinh giản", "Posts reduced")
    return InformationFacts(
        slug=annual.slug,
        title=annual.title,
        year=2025,
        sides=(VIET_NAM, LAOS),
        handed=(Handed(date(2026, 1, 20), date(2026, 2, 3)), Handed(date(2026, 2, 10))),
        headings=(
            HeadingSaid(
                "payroll",
                T(),
                (
                    Said(
                        T("", "Đã tinh giản theo kế hoạch.\nCòn hai đơn vị chậm.", ""),
                        (Number(posts, Decimal(120), PERSONS),),
                        ("bien-che-2025.pdf",),
                    ),
                    Said(),
                ),
                (Said(figures=(Number(posts, Decimal(95), PERSONS),)), Said()),
            ),
            HeadingSaid(
                "x1",
                T("ການຫັນເປັນດິຈິຕອນ", "Chuyển đổi số", "Digital transformation"),
                (Said(), Said(T("ເປີດໃຊ້ລະບົບໃໝ່", "", "A new system is in use"))),
                (Said(), Said()),
            ),
        ),
        compiled_at=annual.compiled_at,
    )
