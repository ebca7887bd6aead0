"""Hand-made indicators of the two ministries of samples.py: one reached, one where less is better and the sides differ,
one without a figure."""

from datetime import date
from decimal import Decimal

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual as T
from songfai.reports.figures import Figure
from songfai.reports.indicator_facts import Actual, Aim, Indicator, Share

PERSONS = T("ຄົນ", "người", "persons")
DAYS = T("ວັນ", "ngày", "days")
SEX = T("ເພດ", "Giới tính", "Sex")


def actual(name: str, side: int, value: str, on: date, **more: object) -> Actual:
    return Actual(
        Figure(name, Decimal(value), "indicators", (f"{name}:{side}:{on}",)),
        side,
        on,
        **more,  # type: ignore[arg-type]
    )


INDICATORS = (
    Indicator(
        commitment=1,
        text=T("ຈຳນວນພະນັກງານທີ່ໄດ້ຮັບການຝຶກອົບຮົມ", "Số cán bộ được đào tạo, bồi dưỡng", "Officials trained"),
        unit=PERSONS,
        better="more",
        target=Decimal(120),
        by=PartialDate(2026),
        baseline=Decimal(12),
        baseline_on=PartialDate(2022),
        source=T("ບັນຊີລາຍຊື່ຂອງຊຸດຝຶກອົບຮົມ", "Danh sách của các khóa học", "Lists of the courses"),
        aims=(
            Aim(Decimal(30), date(2025, 1, 20), T("ຕາມແຜນການປີ", "Theo kế hoạch năm", "As the plan of the year has it"), 2025),
            Aim(
                Decimal(40),
                date(2025, 6, 2),
                T("ເພີ່ມໜຶ່ງຊຸດຝຶກອົບຮົມ", "Thêm một khóa học", "One more course was added"),
                2025,
            ),
        ),
        actuals=(
            actual("indicator.1.m001", 1, "18", date(2024, 11, 30), confirmed=date(2024, 12, 5)),
            actual(
                "indicator.1.m002",
                1,
                "44",
                date(2025, 11, 30),
                confirmed=date(2025, 12, 4),
                source="Danh sách khóa học",
                shares=(
                    Share(SEX, T("ຍິງ", "nữ", "women"), Decimal(20)),
                    Share(SEX, T("ຊາຍ", "nam", "men"), Decimal(24)),
                ),
            ),
            actual("indicator.1.m003", 2, "50", date(2025, 12, 15), is_estimate=True),
        ),
    ),
    Indicator(
        commitment=2,
        text=T("ວັນໂດຍສະເລ່ຍກ່ອນໄດ້ຄຳຕອບ", "Số ngày trung bình chờ trả lời", "Average days before an answer"),
        unit=DAYS,
        better="less",
        target=Decimal(10),
        aims=(Aim(Decimal("7.5"), date(2025, 3, 3), T(vi="Đã có đầu mối liên lạc"), None),),
        actuals=(
            actual("indicator.2.m001", 1, "7", date(2025, 10, 1)),
            actual("indicator.2.m002", 2, "9.5", date(2025, 10, 31), confirmed=date(2025, 11, 3)),
        ),
    ),
    Indicator(
        commitment=3,
        text=T("ຈຳນວນເອກະສານທີ່ແລກປ່ຽນ", "Số tài liệu đã trao đổi", "Documents exchanged"),
        unit=T("ສະບັບ", "tài liệu", "documents"),
        better="more",
        target=Decimal(25),
    ),
)  # fmt: skip
