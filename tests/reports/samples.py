"""Two years of hand-made facts, with invented persons: one programme of two ministries, one of two provincial bodies."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual as T
from songfai.reports.commitment_facts import (
    Answering,
    CommitmentLine,
    CommitmentReport,
    IndicatorFacts,
    ProgrammeLines,
    SplitFacts,
    Voice,
)
from songfai.reports.counting import counted, findings_figures
from songfai.reports.facts import (
    ActivityFacts,
    AgreedPaper,
    AnnualFacts,
    CommitmentFacts,
    DirectionFacts,
    FindingFacts,
    ItemFacts,
    Measure,
    NextDate,
    ReviewFacts,
    SideFacts,
)
from songfai.reports.figures import Figure
from songfai.reports.works_facts import SideWorks, WorkBenefit, YearWorks

VIET_NAM = SideFacts(
    position=1,
    name=T(
        "ກະຊວງພາຍໃນ ສສ ຫວຽດນາມ",
        "Bộ Nội vụ nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Ministry of Home Affairs of Viet Nam",
    ),
    short=T("ຝ່າຍຫວຽດນາມ", "Việt Nam", "Viet Nam"),
    country="VN",
    place=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
    symbol="BNV",
    unit=T("ກົມຮ່ວມມືສາກົນ", "Vụ Hợp tác quốc tế", "Department of International Cooperation"),
    leader=T("ຈັນ ວັນ ຄາຍ", "Trần Văn Khải", "Tran Van Khai"),
    post=T("ຮອງລັດຖະມົນຕີ", "Thứ trưởng", "Deputy Minister"),
)
LAOS = SideFacts(
    position=2,
    name=T(
        "ກະຊວງພາຍໃນ ສປປ ລາວ",
        "Bộ Nội vụ nước Cộng hòa Dân chủ Nhân dân Lào",
        "Ministry of Home Affairs of the Lao PDR",
    ),
    short=T("ຝ່າຍລາວ", "Lào", "Laos"),
    country="LA",
    place=T("ນະຄອນຫຼວງວຽງຈັນ", "Viêng Chăn", "Vientiane Capital"),
    symbol="ພນ",
    unit=T("ກົມແຜນການ ແລະ ການຮ່ວມມື", "Vụ Kế hoạch và Hợp tác", "Department of Planning and Cooperation"),
    leader=T("ບຸນມີ ສີສະຫວັດ", "Bun-mi Xỉ-xa-vạt", "Bounmy Sisavath"),
    post=T("ຮອງລັດຖະມົນຕີ", "Thứ trưởng", "Vice Minister"),
)

COMMITMENTS = (
    T(
        "ແລກປ່ຽນຄະນະຜູ້ແທນ ຂັ້ນການນຳກະຊວງ",
        "Trao đổi đoàn cấp lãnh đạo Bộ",
        "Exchange of delegations of the ministries’ leaders",
    ),
    T(
        "ແລກປ່ຽນຄະນະ ຂັ້ນການນຳກົມ ແລະ ໜ່ວຍງານ",
        "Trao đổi đoàn cấp lãnh đạo đơn vị",
        "Exchange of delegations of heads of units",
    ),
    T(
        "ຊຸດຝຶກອົບຮົມໄລຍະສັ້ນ 1-3 ເດືອນ ຢູ່ສະຖາບັນການປົກຄອງແຫ່ງຊາດ",
        "Lớp bồi dưỡng ngắn hạn 1-3 tháng tại Học viện Hành chính Quốc gia",
        "Short courses of 1 to 3 months at the National Academy of Public Administration",
    ),
    T(
        "ນັກສຶກສາລາວ ລະດັບປະລິນຍາຕີ ແລະ ຫຼັງປະລິນຍາຕີ",
        "Lưu học sinh Lào trình độ đại học và sau đại học",
        "Lao students, bachelor and postgraduate",
    ),
    T(
        "ການບໍລິຫານ, ຫ້ອງການ ແລະ ສຳເນົາເອກະສານ: ການຊ່ວຍເຫຼືອໂດຍກົງ",
        "Hành chính, văn phòng, văn thư, lưu trữ: hỗ trợ trực tiếp",
        "Administration, office work, archives: direct support",
    ),
    T(
        "ໂຄງການຫັນເປັນດິຈິຕອນ: ຍື່ນຕໍ່ລັດຖະບານສອງປະເທດ",
        "Dự án chuyển đổi số: trình Chính phủ hai nước",
        "Digital transformation project: submission to both Governments",
    ),
)


def key(letter: str, number: int) -> str:
    return f"{letter}{number:07d}-0000-4000-8000-000000000000"


def item(
    number: int, commitment: int, title: T, due: date, cell: str, lead: int = 0, finished: date | None = None
) -> ItemFacts:
    return ItemFacts(key("1", number), number, commitment, title, due, cell, lead, finished)  # type: ignore[arg-type]


ITEMS = (
    item(
        1,
        1,
        T(
            "ຄະນະຜູ້ແທນຂັ້ນສູງຝ່າຍຫວຽດນາມ ຢ້ຽມຢາມ ລາວ",
            "Đoàn cấp cao phía Việt Nam thăm Lào",
            "High-level delegation of Viet Nam visits Laos",
        ),
        date(2025, 3, 31),
        "on_time",
        1,
        date(2025, 3, 20),
    ),
    item(
        2,
        2,
        T(
            "ຄະນະກົມຄຸ້ມຄອງລັດຖະກອນ ຝ່າຍລາວ ຢ້ຽມຢາມ ຮ່າໂນ້ຍ",
            "Đoàn Cục Quản lý công chức phía Lào thăm Hà Nội",
            "Lao Department of Civil Service Management visits Ha Noi",
        ),
        date(2025, 6, 30),
        "on_time",
        2,
        date(2025, 6, 12),
    ),
    item(
        3,
        2,
        T(
            "ຄະນະສາສະໜາ ຝ່າຍຫວຽດນາມ ຢ້ຽມຢາມ ລາວ",
            "Đoàn Ban Tôn giáo phía Việt Nam thăm Lào",
            "Delegation on religious affairs of Viet Nam visits Laos",
        ),
        date(2025, 9, 30),
        "late",
        1,
        date(2025, 11, 7),
    ),
    item(
        4,
        3,
        T(
            "ຊຸດຝຶກອົບຮົມການຄຸ້ມຄອງລັດ 24 ຄົນ",
            "Lớp bồi dưỡng quản lý nhà nước, 24 học viên",
            "Course on state management, 24 trainees",
        ),
        date(2025, 6, 30),
        "on_time",
        1,
        date(2025, 5, 30),
    ),
    item(
        5,
        3,
        T(
            "ຊຸດຝຶກອົບຮົມວຽກງານເອກະສານ 20 ຄົນ",
            "Lớp bồi dưỡng văn thư, lưu trữ, 20 học viên",
            "Course on records and archives, 20 trainees",
        ),
        date(2025, 12, 31),
        "on_time",
        1,
        date(2025, 10, 24),
    ),
    item(
        6,
        4,
        T("ຮັບນັກສຶກສາລາວ 12 ຄົນ", "Tiếp nhận 12 lưu học sinh Lào", "Admission of 12 Lao students"),
        date(2025, 9, 30),
        "on_time",
        1,
        date(2025, 9, 8),
    ),
    item(
        7,
        5,
        T("ສົ່ງຊ່ຽວຊານສຳເນົາເອກະສານ 3 ທ່ານ", "Cử 03 chuyên gia lưu trữ", "Three archives experts sent"),
        date(2025, 9, 30),
        "overdue",
        1,
    ),
    item(
        8,
        6,
        T(
            "ຄຳເຫັນຂອງຂະແໜງການເງິນ ກ່ຽວກັບໂຄງການ",
            "Ý kiến của ngành tài chính về dự án",
            "Opinion of the finance sector on the project",
        ),
        date(2026, 3, 31),
        "in_time",
        2,
    ),
)


def activity(
    number: int, commitment: int, title: T, starts: date, ends: date, side: int, **more: object
) -> ActivityFacts:
    given: dict[str, object] = {"state": "done", "evidence": 1, "confirmed": True, **more}
    return ActivityFacts(key("2", number), commitment, title, starts, ends, side, **given)  # type: ignore[arg-type]


PERSONS = T("ຄົນ", "người", "persons")
TRAINEES = T("ຜູ້ເຂົ້າຝຶກອົບຮົມ", "Học viên", "Trainees")

ACTIVITIES = (
    activity(
        1,
        1,
        T(
            "ຄະນະຜູ້ແທນຂັ້ນສູງຝ່າຍຫວຽດນາມ ຢ້ຽມຢາມ ແລະ ເຮັດວຽກຢູ່ ລາວ",
            "Đoàn cấp cao phía Việt Nam thăm và làm việc tại Lào",
            "Visit of the high-level delegation of Viet Nam to Laos",
        ),
        date(2025, 3, 17),
        date(2025, 3, 20),
        1,
        place=T("ວຽງຈັນ", "Viêng Chăn", "Vientiane"),
        evidence=4,
        result=T(
            "ສອງຝ່າຍໄດ້ເຫັນດີເປັນເອກະພາບ ກ່ຽວກັບແຜນການປະຈຳປີ 2025 ແລະ ໄດ້ລົງນາມໃນບົດບັນທຶກກອງປະຊຸມ.",
            "Hai bên thống nhất kế hoạch năm 2025 và ký biên bản hội đàm.",
            "The two sides agreed on the plan of 2025 and signed minutes of the talks.",
        ),
    ),
    activity(
        2,
        2,
        T(
            "ຄະນະກົມຄຸ້ມຄອງລັດຖະກອນ ຝ່າຍລາວ ເຮັດວຽກຢູ່ ຮ່າໂນ້ຍ",
            "Đoàn Cục Quản lý công chức phía Lào làm việc tại Hà Nội",
            "Working visit of the Lao Department of Civil Service Management to Ha Noi",
        ),
        date(2025, 6, 9),
        date(2025, 6, 12),
        2,
        place=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
        evidence=2,
        measures=(
            Measure(T("ສະມາຊິກຄະນະ", "Thành viên đoàn", "Members of delegations"), Decimal(7), PERSONS),
        ),
    ),
    activity(
        3,
        2,
        T(
            "ຄະນະສາສະໜາ ຝ່າຍຫວຽດນາມ ເຮັດວຽກຢູ່ ຫຼວງພະບາງ",
            "Đoàn Ban Tôn giáo phía Việt Nam làm việc tại Luông Pha-băng",
            "Working visit on religious affairs to Luang Prabang",
        ),
        date(2025, 11, 4),
        date(2025, 11, 7),
        1,
        place=T("ຫຼວງພະບາງ", "Luông Pha-băng", "Luang Prabang"),
        state="done_otherwise",
        reason="Đoàn lùi lịch hai tháng do mưa lũ tại miền Bắc Lào",
        confirmed=False,
        measures=(
            Measure(T("ສະມາຊິກຄະນະ", "Thành viên đoàn", "Members of delegations"), Decimal(5), PERSONS),
        ),
    ),
    activity(
        4,
        3,
        T("ຊຸດຝຶກອົບຮົມການຄຸ້ມຄອງລັດ", "Lớp bồi dưỡng quản lý nhà nước", "Course on state management"),
        date(2025, 5, 5),
        date(2025, 5, 30),
        1,
        place=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
        evidence=3,
        measures=(Measure(TRAINEES, Decimal(24), PERSONS),),
        result=T(
            "ຜູ້ເຂົ້າຝຶກອົບຮົມ 24 ຄົນ ໄດ້ຮັບໃບຢັ້ງຢືນ.",
            "24 học viên được cấp giấy chứng nhận.",
            "24 trainees received certificates.",
        ),
    ),
    activity(
        5,
        3,
        T("ຊຸດຝຶກອົບຮົມວຽກງານເອກະສານ", "Lớp bồi dưỡng văn thư, lưu trữ", "Course on records and archives"),
        date(2025, 10, 6),
        date(2025, 10, 24),
        1,
        place=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
        measures=(Measure(TRAINEES, Decimal(20), PERSONS),),
    ),
    activity(
        6,
        4,
        T(
            "ຮັບນັກສຶກສາລາວ 12 ຄົນ ເຂົ້າຮຽນ",
            "Tiếp nhận 12 lưu học sinh Lào nhập học",
            "Twelve Lao students admitted",
        ),
        date(2025, 9, 8),
        date(2025, 9, 8),
        1,
        measures=(Measure(T("ນັກສຶກສາ", "Lưu học sinh", "Students"), Decimal(12), PERSONS),),
    ),
    activity(
        7,
        2,
        T(
            "ກອງປະຊຸມຜ່ານລະບົບທາງໄກ ລະຫວ່າງສອງກົມຮ່ວມມື",
            "Họp trực tuyến giữa hai vụ hợp tác",
            "Online meeting of the two departments of cooperation",
        ),
        date(2025, 8, 14),
        date(2025, 8, 14),
        2,
        on_plan=False,
        evidence=0,
        confirmed=False,
        measures=(
            Measure(
                T("ມື້ຄົນຂອງຊ່ຽວຊານ", "Ngày công chuyên gia", "Expert person-days"),
                Decimal("4.5"),
                T("ວັນງານ", "ngày công", "person-days"),
            ),
        ),
    ),
    activity(
        8,
        5,
        T("ສຳມະນາ ກ່ຽວກັບສຳເນົາເອກະສານເອເລັກໂຕຣນິກ", "Hội thảo về lưu trữ điện tử", ""),
        date(2025, 7, 10),
        date(2025, 7, 11),
        2,
        state="cancelled",
        reason="ເລື່ອນໄປປີ 2026 ຍ້ອນການປັບປຸງກົງຈັກການຈັດຕັ້ງ",
        confirmed=False,
        evidence=0,
    ),
)

FINDINGS = (
    FindingFacts(1, "well_done", "well_done", "well_done"),
    FindingFacts(
        2,
        "done",
        "partly",
        "",
        disagreement=T(
            "ຝ່າຍຫວຽດນາມ ເຫັນວ່າ ສຳເລັດແລ້ວ; ຝ່າຍລາວ ເຫັນວ່າ ຄະນະໜຶ່ງຊ້າກວ່າກຳນົດ.",
            "Phía Việt Nam cho rằng đã hoàn thành; phía Lào cho rằng có một đoàn chậm hạn.",
            "Viet Nam holds that it was done; Laos holds that one visit was late.",
        ),
    ),
    FindingFacts(
        3,
        "well_done",
        "well_done",
        "well_done",
        comment_2=T(
            "ເນື້ອໃນແທດເໝາະກັບວຽກຕົວຈິງ.",
            "Nội dung sát với công việc thực tế.",
            "The content was close to real work.",
        ),
    ),
    FindingFacts(4, "done", "done", "done"),
    FindingFacts(
        5,
        "partly",
        "not_done",
        "not_done",
        cause=T(
            "ໜ່ວຍງານເຈົ້າການ ຢູ່ໃນໄລຍະປັບປຸງກົງຈັກການຈັດຕັ້ງ.",
            "Đơn vị chủ trì đang trong giai đoạn sắp xếp tổ chức bộ máy.",
            "The lead unit was being reorganised.",
        ),
        comment_1=T(
            "ຈະສົ່ງຊ່ຽວຊານ ໃນໄຕມາດ 2/2026.",
            "Sẽ cử chuyên gia trong quý II/2026.",
            "Experts will be sent in the second quarter of 2026.",
        ),
    ),
    FindingFacts(6, "not_due", "not_due", "not_due"),
)

LAST_ITEMS = tuple(
    item(number, 1, T("", f"Mục {number}", ""), date(2024, 12, 31), "on_time" if number < 5 else "overdue")
    for number in range(1, 7)
)
LAST_ACTIVITIES = tuple(
    activity(
        100 + number, 1, T("", f"Hoạt động {number}", ""), date(2024, 5, number), date(2024, 5, number), 1
    )
    for number in range(1, 5)
)


def home_affairs() -> AnnualFacts:
    facts = AnnualFacts(
        slug="home-affairs-2023-2026",
        title=T(
            "ບົດບັນທຶກຄວາມເຂົ້າໃຈ ກ່ຽວກັບການຮ່ວມມືດ້ານວຽກງານພາຍໃນ ໄລຍະ 2023-2026",
            "Bản ghi nhớ về hợp tác trong lĩnh vực nội vụ giai đoạn 2023-2026",
            "Memorandum of Understanding on cooperation in home affairs, 2023–2026",
        ),
        kind="memorandum",
        sides=(VIET_NAM, LAOS),
        year=2025,
        cut_off=date(2026, 2, 28),
        signed_on=PartialDate(2023, 5, 23),
        signed_at=T("ຮ່າໂນ້ຍ", "Hà Nội", "Ha Noi"),
        term=(PartialDate(2023), PartialDate(2026)),
        agreement=AgreedPaper(1, date(2023, 5, 23), "a" * 64),
        plan=AgreedPaper(2, date(2025, 1, 20), "b" * 64),
        asleep_after=120,
        commitments=tuple(
            CommitmentFacts(
                number, text, T(), 0, asleep=Figure("c5.asleep", 214, "activities") if number == 5 else None
            )
            for number, text in enumerate(COMMITMENTS, 1)
        ),
        items=ITEMS,
        activities=ACTIVITIES,
        review=ReviewFacts(
            paper=AgreedPaper(1, date(2026, 3, 9), "c" * 64),
            held_on=date(2026, 3, 4),
            place=T("ວຽງຈັນ", "Viêng Chăn", "Vientiane"),
            findings=FINDINGS,
            lessons=(
                T(
                    "ຕ້ອງຕົກລົງກຳນົດເວລາຂອງແຕ່ລະຄະນະ ກ່ອນໄຕມາດທຳອິດສິ້ນສຸດ.",
                    "Cần thống nhất thời gian của từng đoàn trước khi kết thúc quý I.",
                    "Dates of each delegation must be agreed before the first quarter ends.",
                ),
            ),
            directions=(
                DirectionFacts(
                    5,
                    T(
                        "ສົ່ງຊ່ຽວຊານສຳເນົາເອກະສານ 3 ທ່ານ ໃນໄຕມາດ 2.",
                        "Cử 03 chuyên gia lưu trữ trong quý II.",
                        "Send three archives experts in the second quarter.",
                    ),
                ),
                DirectionFacts(
                    6,
                    T(
                        "ຮວບຮວມຄຳເຫັນຂອງຂະແໜງການ ແລະ ຍື່ນໂຄງການຕໍ່ລັດຖະບານ.",
                        "Tổng hợp ý kiến các ngành và trình Chính phủ dự án.",
                        "Gather the sectors’ opinions and submit the project to the Governments.",
                    ),
                ),
            ),
            **findings_figures(FINDINGS),
        ),
        next_dates=(
            NextDate("annual_review", date(2026, 3, 31)),
            NextDate("renewal", date(2026, 6, 30)),
            NextDate("final_summary", date(2026, 12, 31)),
        ),
        compiled_at=datetime(2026, 3, 10, 9, 5, tzinfo=timezone(timedelta(hours=7))),
    )
    return counted(facts, LAST_ITEMS, LAST_ACTIVITIES, date(2025, 2, 28))


# ---- Two provincial bodies of one country, a year with little in it --------------------------------------------

FEDERATION = SideFacts(
    position=1,
    name=T(
        "ສະຫະພັນກຳມະບານແຂວງ ແທງຮ໋ວາ",
        "Liên đoàn Lao động tỉnh Thanh Hóa",
        "Thanh Hoa Provincial Federation of Labour",
    ),
    short=T("ສະຫະພັນກຳມະບານ", "Liên đoàn Lao động", "Federation of Labour"),
    country="VN",
    place=T("ແທງຮ໋ວາ", "Thanh Hóa", "Thanh Hoa"),
    parent=T(
        "ສະຫະພັນກຳມະບານ ຫວຽດນາມ",
        "Tổng Liên đoàn Lao động Việt Nam",
        "Viet Nam General Confederation of Labour",
    ),
    symbol="LĐLĐ",
    post=T("ປະທານ", "Chủ tịch", "Chair"),
)
UNION = SideFacts(
    position=2,
    name=T(
        "ສະຫະພັນບັນດາສະມາຄົມວິທະຍາສາດ ແລະ ເຕັກນິກແຂວງ ແທງຮ໋ວາ",
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Thanh Hóa",
        "Thanh Hoa Union of Science and Technology Associations",
    ),
    short=T("ສະຫະພັນວິທະຍາສາດ", "Liên hiệp Hội", "Union of S&T Associations"),
    country="VN",
    place=T("ແທງຮ໋ວາ", "Thanh Hóa", "Thanh Hoa"),
    symbol="LHH",
    leader=T("ຫງວຽນ ວັນ ອານ", "Nguyễn Văn An", "Nguyen Van An"),
    post=T("ປະທານ", "Chủ tịch", "Chair"),
)


def thanh_hoa() -> AnnualFacts:
    facts = AnnualFacts(
        slug="thanh-hoa-2024-2030",
        title=T(
            "ແຜນງານປະສານສົມທົບ ໄລຍະ 2024-2030",
            "Chương trình phối hợp giai đoạn 2024-2030",
            "Coordination Programme 2024–2030",
        ),
        kind="coordination_programme",
        sides=(FEDERATION, UNION),
        year=2024,
        cut_off=date(2024, 12, 31),
        signed_on=PartialDate(2024, 8, 1),
        signed_at=T(),
        term=(PartialDate(2024), PartialDate(2030)),
        agreement=AgreedPaper(1, date(2024, 8, 1), "d" * 64),
        plan=AgreedPaper(1, date(2024, 8, 20), "e" * 64),
        asleep_after=120,
        commitments=(
            CommitmentFacts(
                1,
                T("ການປະກວດປະດິດສ້າງເຕັກນິກ", "Hội thi Sáng tạo kỹ thuật", "Technical Creativity Contest"),
                T(),
                0,
            ),
            CommitmentFacts(
                2,
                T(
                    "ການເຊີດຊູນັກປັນຍາຊົນດີເດັ່ນ",
                    "Tôn vinh trí thức tiêu biểu",
                    "Honouring outstanding intellectuals",
                ),
                T(),
                2,
            ),
        ),
        items=(
            item(
                1,
                1,
                T("ເປີດການປະກວດ", "Phát động Hội thi", "Launch of the contest"),
                date(2024, 12, 31),
                "on_time",
                0,
                date(2024, 10, 15),
            ),
        ),
        activities=(
            activity(
                1,
                1,
                T("ພິທີເປີດການປະກວດ", "Lễ phát động Hội thi", "Launch ceremony"),
                date(2024, 10, 15),
                date(2024, 10, 15),
                2,
                place=T("ແທງຮ໋ວາ", "Thanh Hóa", "Thanh Hoa"),
            ),
        ),
        next_dates=(
            NextDate("annual_review", date(2024, 12, 31), late=True),
            NextDate("midterm", date(2027, 8, 1)),
        ),
        works=YearWorks(
            SideWorks(
                Figure("works.filed_1", 1204, "works"),
                Figure("works.recognised_1", 986, "works"),
                Figure("works.applied_1", 411, "works"),
                (
                    WorkBenefit("measured", True, "VND", 18_250_000_000, 302),
                    WorkBenefit("measured", False, "VND", 1_400_000_000, 41),
                    WorkBenefit("estimated", False, "VND", 7_000_000_000, 96),
                    WorkBenefit("not_computable", True, "", None, 120),
                ),
            ),
            SideWorks(
                Figure("works.filed_2", 3, "works"),
                Figure("works.recognised_2", 1, "works"),
                Figure("works.applied_2", 0, "works"),
                (WorkBenefit("estimated", True, "VND", 25_000_000, 1),),
            ),
        ),
        compiled_at=datetime(2025, 1, 6, 14, 30, tzinfo=timezone(timedelta(hours=7))),
    )
    return counted(facts, (), (), date(2023, 12, 31))


def commitment_lines() -> CommitmentReport:
    """Three commitments of the two ministries: both with their difficulties, one cancelled, one with an indicator."""
    lines = (
        CommitmentLine(
            number=1,
            text=T(
                "ແລກປ່ຽນຄະນະຜູ້ແທນ ແບບໝູນວຽນ",
                "Luân phiên trao đổi đoàn đại biểu",
                "Exchange delegations in rotation",
            ),
            bearer=0,
            due=PartialDate(2026, 6),
            stand="at_risk",
            last_evidence=date(2025, 11, 20),
            answering=(
                Answering(1, VIET_NAM.unit, VIET_NAM.leader),
                Answering(2, T("ກົມພົວພັນຕ່າງປະເທດ", "Vụ Quan hệ quốc tế", "Department of Foreign Relations")),
            ),
            warnings=(Voice(2, T("ຍັງບໍ່ທັນມີງົບປະມານ.", "Chưa có kinh phí.", "No budget yet.")),),
            difficulties=(Voice(1, T("ຂາດນາຍພາສາ.", "Thiếu phiên dịch.", "Interpreters are lacking.")),),
            recommendations=(
                Voice(2, T("ສະເໜີຈັດຜ່ານທາງໄກ", "Đề nghị tổ chức trực tuyến", "Hold it online")),
                Voice(1, T("", "Bố trí phiên dịch chung", "")),
            ),
        ),
        CommitmentLine(
            number=2,
            text=T("ຊຸດຝຶກອົບຮົມ 1-3 ເດືອນ", "Khóa bồi dưỡng 1-3 tháng", "Courses of one to three months"),
            bearer=1,
            due=None,
            stand="on_track",
            indicators=(
                IndicatorFacts(
                    T("ຜູ້ເຂົ້າຝຶກອົບຮົມ", "Học viên", "Trainees"),
                    T("ຄົນ", "người", "persons"),
                    "1200",
                    ((1, "1024", date(2025, 12, 31)),),
                    splits=(
                        SplitFacts(
                            1,
                            False,
                            T("ເພດ", "Giới tính", "Sex"),
                            ((T("ຍິງ", "nữ", "women"), "400"), (T("ຊາຍ", "nam", "men"), "624")),
                        ),
                        SplitFacts(
                            1,
                            False,
                            T("ລະດັບ", "Cấp", "Level"),
                            (
                                (T("ສູນກາງ", "trung ương", "central"), "224"),
                                (T("ແຂວງ", "tỉnh", "province"), "800"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        CommitmentLine(
            number=3,
            text=T("ໂຄງການຫັນເປັນດິຈິຕອນ", "Dự án chuyển đổi số", "Digital transformation project"),
            bearer=2,
            due=PartialDate(2025),
            stand="carried_over",
            carried_to=2027,
        ),
    )
    annual = home_affairs()
    one = ProgrammeLines(annual.title, annual.kind, annual.slug, (VIET_NAM, LAOS), annual.term, lines)
    return CommitmentReport((one,), date(2026, 3, 10), annual.compiled_at)
