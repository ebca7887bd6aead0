"""Types of official documents. Vietnamese codes stand in Decree 30/2020/ND-CP, Annex III, and are written exactly so.

Lao types are known from practice only; no text of the Government of the Lao PDR was read for them, and they have no code
in the number. They are marked as not confirmed. An installation corrects rows; these slugs stay.
"""

from django.db import migrations

DECREE_30 = {"lo": "ດຳລັດ ເລກທີ 30/2020/NĐ-CP ຂອງ ຫວຽດນາມ ວ່າດ້ວຍວຽກງານເອກະສານ, ເອກະສານຊ້ອນທ້າຍ III", "vi": "Nghị định số 30/2020/NĐ-CP về công tác văn thư, Phụ lục III", "en": "Decree 30/2020/ND-CP of Viet Nam on records management, Annex III"}
PRACTICE = {"lo": "ຈາກການປະຕິບັດຕົວຈິງ; ຍັງບໍ່ທັນໄດ້ອ່ານນິຕິກຳ", "vi": "Theo thực tế; chưa tra cứu văn bản quy định", "en": "From practice; no legal text was read"}

# slug, code, Vietnamese, Lao, English
VIETNAMESE = [
    ("vn-nq", "NQ", "Nghị quyết", "ມະຕິ", "Resolution"),
    ("vn-qd", "QĐ", "Quyết định", "ຂໍ້ຕົກລົງ", "Decision"),
    ("vn-ct", "CT", "Chỉ thị", "ຄຳສັ່ງແນະນຳ", "Directive"),
    ("vn-qc", "QC", "Quy chế", "ລະບຽບການ", "Regulation"),
    ("vn-qyd", "QyĐ", "Quy định", "ຂໍ້ກຳນົດ", "Rules"),
    ("vn-tc", "TC", "Thông cáo", "ຖະແຫຼງການ", "Communiqué"),
    ("vn-tb", "TB", "Thông báo", "ແຈ້ງການ", "Notice"),
    ("vn-hd-guide", "HD", "Hướng dẫn", "ຄຳແນະນຳ", "Guidance"),
    ("vn-ctr", "CTr", "Chương trình", "ແຜນງານ", "Programme"),
    ("vn-kh", "KH", "Kế hoạch", "ແຜນການ", "Plan"),
    ("vn-pa", "PA", "Phương án", "ແຜນດຳເນີນງານ", "Option paper"),
    ("vn-da-scheme", "ĐA", "Đề án", "ໂຄງການລວມ", "Scheme"),
    ("vn-da-project", "DA", "Dự án", "ໂຄງການ", "Project"),
    ("vn-bc", "BC", "Báo cáo", "ບົດລາຍງານ", "Report"),
    ("vn-bb", "BB", "Biên bản", "ບົດບັນທຶກ", "Minutes"),
    ("vn-ttr", "TTr", "Tờ trình", "ໃບສະເໜີ", "Submission"),
    ("vn-hd-contract", "HĐ", "Hợp đồng", "ສັນຍາ", "Contract"),
    ("vn-cd", "CĐ", "Công điện", "ໂທລະເລກທາງການ", "Official telegram"),
    ("vn-bgn", "BGN", "Bản ghi nhớ", "ບົດບັນທຶກຄວາມເຂົ້າໃຈ", "Memorandum"),
    ("vn-btt", "BTT", "Bản thỏa thuận", "ບົດຕົກລົງ", "Agreement"),
    ("vn-guq", "GUQ", "Giấy ủy quyền", "ໃບມອບສິດ", "Letter of authority"),
    ("vn-gm", "GM", "Giấy mời", "ໃບເຊີນ", "Invitation"),
    ("vn-ggt", "GGT", "Giấy giới thiệu", "ໃບແນະນຳຕົວ", "Letter of introduction"),
    ("vn-gnp", "GNP", "Giấy nghỉ phép", "ໃບລາພັກ", "Leave paper"),
    ("vn-pg", "PG", "Phiếu gửi", "ໃບນຳສົ່ງ", "Sending slip"),
    ("vn-pc", "PC", "Phiếu chuyển", "ໃບສົ່ງຕໍ່", "Forwarding slip"),
    ("vn-pb", "PB", "Phiếu báo", "ໃບແຈ້ງ", "Notification slip"),
]
COPIES = [
    ("vn-sy", "SY", "Bản sao y", "ສຳເນົາຖືກຕ້ອງ", "True copy"),
    ("vn-trs", "TrS", "Bản trích sao", "ສຳເນົາບາງສ່ວນ", "Extract"),
    ("vn-sl", "SL", "Bản sao lục", "ສຳເນົາຈາກສຳເນົາ", "Copy of a true copy"),
]
LAO = [
    ("la-decision", "Quyết định (Lào)", "ຂໍ້ຕົກລົງ", "Decision"),
    ("la-notice", "Thông báo (Lào)", "ແຈ້ງການ", "Notice"),
    ("la-order", "Chỉ thị, lệnh (Lào)", "ຄຳສັ່ງ", "Order"),
    ("la-request", "Giấy đề nghị (Lào)", "ໜັງສືສະເໜີ", "Request"),
    ("la-report", "Báo cáo (Lào)", "ບົດລາຍງານ", "Report"),
    ("la-minutes", "Biên bản (Lào)", "ບົດບັນທຶກ", "Minutes or note"),
    ("la-memorandum", "Bản ghi nhớ (Lào)", "ບົດບັນທຶກຄວາມເຂົ້າໃຈ", "Memorandum of understanding"),
    ("la-plan", "Kế hoạch (Lào)", "ແຜນການ", "Plan"),
]


def load(apps, schema_editor):
    DocumentType = apps.get_model("registry", "DocumentType")
    rows = []
    for is_copy, group in ((False, VIETNAMESE), (True, COPIES)):
        for slug, code, vi, lo, en in group:
            name = {"lo": lo, "vi": vi, "en": en}
            rows.append(
                DocumentType(slug=slug, code=code, name=name, country="VN", is_copy=is_copy, basis=DECREE_30, certainty="sourced")
            )
    for slug, vi, lo, en in LAO:
        name = {"lo": lo, "vi": vi, "en": en}
        rows.append(DocumentType(slug=slug, name=name, country="LA", basis=PRACTICE, certainty="unconfirmed"))
    for position, row in enumerate(rows):
        row.position = position
    DocumentType.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
