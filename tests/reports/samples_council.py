"""A council of five that voted and scored: facts of its papers, made by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from songfai.kit.languages import Trilingual
from songfai.reports.council_facts import (
    CriterionPoints,
    DecisionFacts,
    FindingFacts,
    JudgedFacts,
    MemberFacts,
    MinutesFacts,
    PointsFacts,
    RefusalFacts,
    SessionFacts,
    SheetFacts,
    SummaryFacts,
    VotesFacts,
    WorkFacts,
)
from songfai.reports.work_facts import AuthorFacts, Issuer

AT = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
UNIT = Issuer(
    Trilingual(lo="ບໍລິສັດນ້ຳຕານ ທັນຮວາ", vi="Công ty Mía đường Thanh Hóa", en="Thanh Hoa Sugar Company"),
    "VN",
    Trilingual(lo="ທັນຮວາ", vi="Thanh Hóa", en="Thanh Hoa"),
)
WORK = WorkFacts(
    issuer=UNIT,
    above=False,
    title=Trilingual(
        lo="ເກັບນ້ຳກັ່ນຕົວກັບຄືນໝໍ້ອາຍ", vi="Thu hồi nước ngưng về lò hơi", en="Condensate back to the boiler"
    ),
    authors=(
        AuthorFacts(Trilingual(vi="Nguyễn Văn An", lo="ຫງວຽນ ວັນ ອານ", en="Nguyen Van An"), Decimal(70)),
        AuthorFacts(Trilingual(vi="Lê Thị Bình", lo="ເລ ທິ ບິງ", en="Le Thi Binh"), Decimal(30)),
    ),
    investor=None,
    receipt="0012/2026",
    filed_on=date(2026, 2, 2),
    rules=Trilingual(lo="ລະບຽບຂອງບໍລິສັດ", vi="Quy chế sáng kiến của Công ty", en="Rules of the Company"),
    basis=Trilingual(
        lo="ຖະແຫຼງການ ເລກທີ 18/2013/TT-BKHCN", vi="Thông tư 18/2013/TT-BKHCN", en="Circular 18/2013/TT-BKHCN"
    ),
    compiled_at=AT,
)
SESSION = SessionFacts(
    council=Trilingual(
        lo="ຄະນະກຳມະການພິຈາລະນາຫົວຄິດປະດິດສ້າງ",
        vi="Hội đồng sáng kiến Công ty",
        en="Initiative council of the Company",
    ),
    decision="12/QĐ",
    decided_on=date(2026, 1, 5),
    minutes="03/BB-HĐSK",
    day=date(2026, 3, 10),
)


def person(vi: str, lo: str, en: str) -> Trilingual:
    return Trilingual(vi=vi, lo=lo, en=en)


CHAIR = person("Trần Cường", "ຈັນ ເກືອງ", "Tran Cuong")
SECRETARY = person("Phạm Dung", "ຟາມ ຢຸງ", "Pham Dung")
EXPERT = person("Hoàng Em", "ຮວາງ ແອມ", "Hoang Em")
UNION = person("Vũ Giang", "ວູ ຢາງ", "Vu Giang")
FIFTH = person("Đỗ Hà", "ໂດ ຮ່າ", "Do Ha")
MEMBERS = (
    MemberFacts(CHAIR, "chair", ""),
    MemberFacts(SECRETARY, "secretary", ""),
    MemberFacts(EXPERT, "expert", "declared"),
    MemberFacts(UNION, "union", ""),
    MemberFacts(FIFTH, "member", ""),
)
VOTES = VotesFacts(
    votes_for=3,
    votes_against=0,
    votes_blank=1,
    entitled=4,
    needed=(2, 3),
    counted_of="members",
    quorum=(2, 3),
    carried=True,
)
POINTS = PointsFacts(
    rubric=Trilingual(lo="100 ຄະແນນ ສີ່ພາກ", vi="100 điểm, bốn phần", en="100 points in four parts"),
    use="both",
    needed=Decimal("25.5"),
    criteria=(
        CriterionPoints(
            Trilingual(lo="ຄວາມໃໝ່", vi="Tính mới", en="Novelty"),
            Decimal(20),
            Decimal(10),
            Fraction(46, 3),
            Decimal(12),
            Decimal(18),
            failed=False,
        ),
        CriterionPoints(
            Trilingual(lo="ຜົນປະໂຫຍດທາງສັງຄົມ", vi="Hiệu quả xã hội", en="Social effect"),
            Decimal(20),
            None,
            Fraction(41, 4),
            Decimal("9.5"),
            Decimal(11),
            failed=False,
        ),
    ),
    together=Fraction(46, 3) + Fraction(41, 4),
    passed=True,
    sheets=(
        SheetFacts(CHAIR, "chair", Decimal(27), "Bền hơn loại cũ"),
        SheetFacts(SECRETARY, "secretary", Decimal("25.5"), ""),
        SheetFacts(UNION, "union", Decimal(24), ""),
    ),
    entitled=4,
    missing=(FIFTH,),
)
MINUTES = MinutesFacts(
    work=WORK,
    session=SESSION,
    members=MEMBERS,
    votes=VOTES,
    points=POINTS,
    findings=(
        FindingFacts(
            Trilingual(lo="ໃໝ່ພາຍໃນໜ່ວຍງານ", vi="Có tính mới trong cơ sở", en="New within the unit"),
            met=True,
            comment="",
        ),
        FindingFacts(
            Trilingual(lo="ໄດ້ນຳໃຊ້ແລ້ວ", vi="Đã áp dụng thử", en="Tried out"),
            met=False,
            comment="Chưa có biên bản nghiệm thu",
        ),
    ),
    novelty=("partly", "Bẫy hơi đã có, van ba ngả là mới"),
    judged=(
        JudgedFacts(
            Trilingual(vi="Bẫy hơi phao", lo="ກັບດັກອາຍ", en="Float trap"),
            (
                ("wording", "partly"),
                ("meaning", "partly"),
                ("solution", "different"),
                ("process", "different"),
            ),
            "Không có van ba ngả",
        ),
    ),
    for_it=True,
)
SUMMARY = SummaryFacts(WORK, SESSION, POINTS, MEMBERS)
DECISION = DecisionFacts(
    work=WORK,
    session=SESSION,
    number="45/QĐ",
    day=date(2026, 3, 11),
    superior="Sở Công Thương",
    superior_paper="88/SCT",
    influence="",
    certifies_investor=True,
    signer=Trilingual(lo="ຫງວຽນ ວັນ ອາ", vi="Nguyễn Văn A", en="Nguyen Van A"),
    signer_post=Trilingual(vi="Giám đốc", lo="ຜູ້ອຳນວຍການ", en="Director"),
    revoked="",
)
REFUSAL = RefusalFacts(
    work=WORK,
    number="",
    session=SESSION,
    day=date(2026, 3, 11),
    reason="Giải pháp đã được áp dụng từ năm 2024",
    superior="",
    superior_paper="",
)
