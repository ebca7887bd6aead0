"""Fields of works, the rules of recognition of each country as they are known, and the clocks.

Viet Nam: Decree 13/2012/ND-CP and Circular 18/2013/TT-BKHCN. What no source was read for is marked. For the Lao PDR no
rule was found: the same numbers stand there as a proposal. An institution enters its own on the pages.
"""

from datetime import date

from django.db import migrations

DECREE = {"lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 6-7", "vi": "Nghị định 13/2012/NĐ-CP, Điều 6-7", "en": "Decree 13/2012/ND-CP of Viet Nam, Articles 6–7"}
# Of the numbers of a regulation only the two thirds are the Circular's; the basis says so, on the page of the rules.
CIRCULAR = {
    "lo": "ຖະແຫຼງການ ເລກທີ 18/2013/TT-BKHCN ຂອງ ຫວຽດນາມ, ມາດຕາ 8 (ສອງສ່ວນສາມຂອງສະມາຊິກ). ຈຳນວນຜູ້ລົງຄະແນນ ແລະ ຈຳນວນສະມາຊິກຢ່າງໜ້ອຍ ເປັນຂໍ້ສະເໜີ",
    "vi": "Thông tư 18/2013/TT-BKHCN, Điều 8 (hai phần ba số thành viên). Số người phải bỏ phiếu và số thành viên tối thiểu là đề xuất",
    "en": "Circular 18/2013/TT-BKHCN of Viet Nam, Article 8 (two thirds of the members). How many must vote and the fewest members are a proposal",
}
PROPOSAL = {"lo": "ຂໍ້ສະເໜີ: ບໍ່ມີກົດໝາຍກຳນົດ", "vi": "Đề xuất: chưa có văn bản quy định", "en": "Proposal: no law says it"}
# The application form is signed by its authors (Circular 18/2013/TT-BKHCN, Annex I, from memory); no source says that the
# signature stands for a confirmation on a server. An institution decides it otherwise in rules of its own.
SIGNED = {
    "lo": ". ທີ່ວ່າເຈ້ຍທີ່ຜູ້ປະດິດສ້າງລົງນາມ ໃຊ້ແທນການຢືນຢັນດ້ວຍຕົນເອງ ເປັນຂໍ້ສະເໜີ",
    "vi": ". Việc giấy có chữ ký của tác giả thay cho xác nhận trực tiếp là đề xuất",
    "en": ". That a paper the author has signed stands for the confirmation in person is a proposal",
}
SOURCE = "thuvienphapluat.vn, 4FD21; 800999-46069"

FIELDS = [
    ("it", "ເຕັກໂນໂລຊີຂໍ້ມູນຂ່າວສານ, ເອເລັກໂຕຣນິກ, ໂທລະຄົມມະນາຄົມ", "Công nghệ thông tin, điện tử, viễn thông", "Information technology, electronics, telecommunications"),
    ("mechanics", "ກົນຈັກ, ລະບົບອັດຕະໂນມັດ, ການກໍ່ສ້າງ, ການຂົນສົ່ງ", "Cơ khí tự động hóa, xây dựng, giao thông vận tải", "Mechanics, automation, construction, transport"),
    ("materials", "ວັດສະດຸ, ເຄມີ, ພະລັງງານ", "Vật liệu, hóa chất, năng lượng", "Materials, chemistry, energy"),
    ("agriculture", "ກະສິກຳ, ປ່າໄມ້, ການປະມົງ, ຊັບພະຍາກອນ ແລະ ສິ່ງແວດລ້ອມ", "Nông lâm ngư nghiệp, tài nguyên và môi trường", "Agriculture, forestry, fishery, resources, environment"),
    ("medicine", "ການແພດ, ການຢາ", "Y dược", "Medicine, pharmacy"),
    ("education", "ການສຶກສາ ແລະ ການຝຶກອົບຮົມ", "Giáo dục và đào tạo", "Education and training"),
    ("administration", "ການບໍລິຫານ ແລະ ການຄຸ້ມຄອງ", "Hành chính, quản lý", "Administration and management"),
    ("other", "ຂົງເຂດອື່ນ", "Lĩnh vực khác", "Another field"),
]

FILED = {"lo": "ວັນທີຍື່ນ", "vi": "ngày nộp đơn", "en": "the day of filing"}
ASKED = {"lo": "ວັນທີແຈ້ງໃຫ້ປັບປຸງ", "vi": "ngày thông báo thiếu sót", "en": "the day mending is asked for"}
TAKEN = {
    "lo": "ວັນທີຮັບພິຈາລະນາ, ຫຼື ວັນທີສິ້ນສຸດການນຳໃຊ້ຄັ້ງທຳອິດ ຖ້າຊ້າກວ່າ",
    "vi": "ngày chấp nhận đơn, hoặc ngày hoàn thành áp dụng lần đầu nếu muộn hơn",
    "en": "acceptance, or the end of the first application when that is later",
}
# slug, title, counted from, months, how sure in Viet Nam
CLOCKS = [
    ("initiative-formality", {"lo": "ກວດຮູບແບບຂອງໃບສະເໜີຮັບຮອງຫົວຄິດປະດິດສ້າງ", "vi": "Xem xét đơn yêu cầu công nhận sáng kiến", "en": "Check of form of an application for recognition of an initiative"},
     FILED, 1, "unconfirmed"),
    ("initiative-mending", {"lo": "ຜູ້ປະດິດສ້າງປັບປຸງໃບສະເໜີ", "vi": "Tác giả bổ sung, sửa chữa đơn", "en": "Authors mend their application"},
     ASKED, 1, "unconfirmed"),
    ("initiative-decision", {"lo": "ການຕັດສິນຮັບຮອງຫົວຄິດປະດິດສ້າງ", "vi": "Xét công nhận sáng kiến", "en": "Decision on the recognition of an initiative"},
     TAKEN, 3, "sourced"),
]

CRITERIA = [
    ({"lo": "ໃໝ່ພາຍໃນໜ່ວຍງານ: ບໍ່ຊ້ຳກັບສິ່ງທີ່ຍື່ນກ່ອນ ແລະ ຍັງບໍ່ທັນເປີດເຜີຍພາຍໃນໜ່ວຍງານ", "vi": "Có tính mới trong phạm vi cơ sở: không trùng với đơn nộp trước và chưa được bộc lộ công khai tại cơ sở", "en": "New within the unit: not the same as what was filed before, and not known in the unit"}),
    ({"lo": "ໄດ້ນຳໃຊ້ ຫຼື ທົດລອງນຳໃຊ້ຢູ່ໜ່ວຍງານແລ້ວ", "vi": "Đã được áp dụng hoặc áp dụng thử tại cơ sở", "en": "Applied or tried out in the unit"}),
    ({"lo": "ສາມາດສ້າງຜົນປະໂຫຍດຕົວຈິງ", "vi": "Có khả năng mang lại lợi ích thiết thực", "en": "Able to bring practical benefit"}),
    ({"lo": "ບໍ່ຂັດກັບຄວາມເປັນລະບຽບຮຽບຮ້ອຍຂອງສັງຄົມ ແລະ ສິນທຳ", "vi": "Không trái với trật tự công cộng hoặc đạo đức xã hội", "en": "Not against public order or morals"}),
    ({"lo": "ບໍ່ຢູ່ພາຍໃຕ້ການປົກປ້ອງຊັບສິນທາງປັນຍາ ໃນເວລາພິຈາລະນາ", "vi": "Không phải là đối tượng đang được bảo hộ quyền sở hữu trí tuệ tại thời điểm xét", "en": "Not under intellectual property protection when it is considered"}),
]
TITLES = {
    "VN": {"lo": "ການຮັບຮອງຫົວຄິດປະດິດສ້າງ ຕາມກົດໝາຍຫວຽດນາມ", "vi": "Xét công nhận sáng kiến theo Điều lệ Sáng kiến", "en": "Recognition under the Charter on initiatives of Viet Nam"},
    "LA": {"lo": "ການຮັບຮອງຫົວຄິດປະດິດສ້າງ ສປປ ລາວ", "vi": "Xét công nhận sáng kiến tại CHDCND Lào", "en": "Recognition in the Lao PDR"},
}


def enter(apps, schema_editor):
    WorkField = apps.get_model("works", "WorkField")
    for position, (slug, lo, vi, en) in enumerate(FIELDS, 1):
        WorkField.objects.create(slug=slug, name={"lo": lo, "vi": vi, "en": en}, position=position)
    for country in ("VN", "LA"):
        enter_clocks(apps, country)
        enter_regulation(apps, country)


def enter_clocks(apps, country):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    last = max(Rule.objects.values_list("position", flat=True), default=0)
    law = country == "VN"
    for position, (slug, title, counted_from, months, sure) in enumerate(CLOCKS, last + 1):
        rule = Rule.objects.create(
            slug=f"{slug}-{country.lower()}", country=country, counted_from=counted_from, title=title, position=position
        )
        Version.objects.create(
            rule=rule,
            valid_from=date(2012, 4, 15) if law else None,
            amount=months,
            unit="months",
            basis=DECREE if law else PROPOSAL,
            source=SOURCE if law else "",
            certainty=sure if law else "proposal",
        )


def enter_regulation(apps, country):
    """Two thirds of the members is the law's; how many must be there, and how many sit at least, is a proposal."""
    Regulation, Criterion = apps.get_model("works", "Regulation"), apps.get_model("works", "Criterion")
    law = country == "VN"
    basis = CIRCULAR if law else PROPOSAL
    row = Regulation.objects.create(
        country=country,
        title=TITLES[country],
        basis={language: basis[language] + said for language, said in SIGNED.items()},
        source=SOURCE if law else "",
        certainty="sourced" if law else "proposal",
        paper_confirms=True,
    )
    for position, text in enumerate(CRITERIA, 1):
        Criterion.objects.create(regulation=row, position=position, text=text, must=True)


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial"), ("deadlines", "0002_rules")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
