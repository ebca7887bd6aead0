"""A hand-made portfolio of a Vietnamese ministry: two programmes with Laos, one with Thai bodies."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual as T
from songfai.reports.counting_portfolio import counted
from songfai.reports.portfolio_facts import (
    ActivityOf,
    CommitmentOf,
    ItemOf,
    PortfolioFacts,
    ProgrammeOf,
    SupportOf,
    VisitOf,
)
from tests.reports.samples import LAOS, VIET_NAM, home_affairs

TRAINING = T("ການຝຶກອົບຮົມ ແລະ ບຳລຸງສ້າງ", "Đào tạo, bồi dưỡng", "Training and fostering")
ARCHIVES = T("ການບໍລິຫານ ແລະ ສຳເນົາເອກະສານ", "Hành chính, lưu trữ", "Administration and archives")
DAYS = T("ວັນ", "ngày", "days")
COURSE = T("ຊຸດຝຶກອົບຮົມໄລຍະສັ້ນ", "Khóa bồi dưỡng ngắn hạn", "Short course")
THAI = T("ສະພາລັດຖະກອນ ໄທ", "Ủy ban Công vụ Thái Lan", "Civil Service Commission of Thailand")


def item(key, programme, number, cell, due=date(2025, 6, 30), finished=None):
    return ItemOf(key, programme, f"{programme}:{number}", COURSE, due, cell, finished)


def portfolio() -> PortfolioFacts:
    annual = home_affairs()
    programmes = (
        ProgrammeOf("home", annual.title, LAOS.short, "laos", "LA", PartialDate(2026, 4, 30)),
        ProgrammeOf(
            "archives",
            T("ບົດບັນທຶກຄວາມເຂົ້າໃຈ ວ່າດ້ວຍສຳເນົາເອກະສານ", "Bản ghi nhớ về lưu trữ", "Memorandum on archives"),
            LAOS.short,
            "laos",
            "LA",
            PartialDate(2024),
            summary_due=date(2024, 12, 31),
        ),
        ProgrammeOf(
            "thai",
            T("ຂໍ້ຕົກລົງກັບໄທ", "Thỏa thuận với Thái Lan", "Agreement with Thailand"),
            THAI,
            "thai",
            "TH",
            PartialDate(2029),
        ),
    )
    names = (COURSE, ARCHIVES, T("ໂຄງການຫັນເປັນດິຈິຕອນ", "Dự án chuyển đổi số", "Digital transformation project"))
    commitments = (
        CommitmentOf("home:1", "home", 1, names[0], "on_track", True, "training", None, date(2025, 11, 2)),
        CommitmentOf("home:2", "home", 2, names[1], "late", True, "archives", PartialDate(2025, 6)),
        CommitmentOf("home:3", "home", 3, names[2], "asleep", False),
        CommitmentOf("archives:1", "archives", 1, names[1], "done_confirmed", True, "archives"),
        CommitmentOf("archives:2", "archives", 2, names[2], "cancelled", False, "archives"),
        CommitmentOf("thai:1", "thai", 1, names[0], "not_started", False, "training", PartialDate(2027)),
    )
    return counted(
        PortfolioFacts(
            issuer=replace(VIET_NAM, parent=T("ລັດຖະບານ", "Văn phòng Chính phủ", "Office of the Government")),
            year=2025,
            cut_off=date(2025, 12, 31),
            programmes=programmes,
            commitments=commitments,
            items=(
                item("i1", "home", 1, "on_time", finished=date(2025, 6, 1)),
                item("i2", "home", 1, "late", finished=date(2025, 9, 1)),
                item("i3", "home", 2, "overdue"),
                item("i4", "archives", 1, "on_time", finished=date(2025, 3, 1)),
                item("i5", "thai", 1, "in_time", due=date(2025, 12, 31)),
            ),
            last_items=(item("i1", "home", 1, "on_time"), item("i9", "home", 1, "overdue")),
            off_plan=(ActivityOf("a1", "home", "home:1", COURSE, date(2025, 8, 1)),),
            visits=(
                VisitOf("v1", "home", T("", "Đoàn cấp cao", ""), date(2025, 3, 1), date(2025, 3, 4), True, 0, False),
                VisitOf("v2", "home", T("", "Đoàn ra", ""), date(2025, 5, 1), date(2025, 5, 4), False, 6, False),
                VisitOf("v3", "thai", T("", "Đoàn hủy", ""), date(2025, 7, 1), date(2025, 7, 4), False, 3, True),
            ),
            support=(
                SupportOf("s1", "home", COURSE, "money", "given", "received", Decimal(120_000_000), T(), "VND"),
                SupportOf("s2", "home", COURSE, "money", "given", "promised", Decimal(50_000_000), T(), "VND"),
                SupportOf("s3", "archives", COURSE, "money", "taken", "delivered", Decimal(900_000), T(), "LAK"),
                SupportOf("s4", "home", COURSE, "person_days", "given", "received", Decimal("12.5"), DAYS),
            ),
            fields=(("training", TRAINING), ("archives", ARCHIVES)),
            compiled_at=annual.compiled_at,
        )
    )  # fmt: skip
