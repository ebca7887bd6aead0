"""The deadlines the field works by, as they are known. What no source was read for is marked, or left empty.

An installation adds versions and corrects them on the page; these slugs stay.
"""

from datetime import date

from django.db import migrations

LAW_70 = {"lo": "ກົດໝາຍ ເລກທີ 70/2020/QH14 ຂອງ ຫວຽດນາມ ວ່າດ້ວຍຂໍ້ຕົກລົງສາກົນ", "vi": "Luật Thỏa thuận quốc tế số 70/2020/QH14", "en": "Law 70/2020/QH14 of Viet Nam on international agreements"}
LAW_70_REDUCED = {"lo": "ກົດໝາຍ ເລກທີ 70/2020/QH14 ຂອງ ຫວຽດນາມ, ມາດຕາ 35-40", "vi": "Luật Thỏa thuận quốc tế số 70/2020/QH14, Điều 35-40", "en": "Law 70/2020/QH14 of Viet Nam, Articles 35–40"}
LAW_137 = {"lo": "ກົດໝາຍ ເລກທີ 137/2025/QH15 ຂອງ ຫວຽດນາມ", "vi": "Luật số 137/2025/QH15", "en": "Law 137/2025/QH15 of Viet Nam"}
CIRCULAR_03 = {"lo": "ຖະແຫຼງການ ເລກທີ 03/2023/TT-BNV ຂອງ ຫວຽດນາມ, ມາດຕາ 12", "vi": "Thông tư 03/2023/TT-BNV, Điều 12", "en": "Circular 03/2023/TT-BNV of Viet Nam, Article 12"}
DECISION_3800 = {"lo": "ຂໍ້ຕົກລົງ ເລກທີ 3800/QD-BCT ປີ 2018 ຂອງກະຊວງອຸດສາຫະກຳ ແລະ ການຄ້າ ຫວຽດນາມ; ແຕ່ລະກະຊວງມີລະບຽບຂອງຕົນ", "vi": "Quyết định 3800/QĐ-BCT năm 2018 của Bộ Công Thương; mỗi bộ có quy định riêng", "en": "Decision 3800/QD-BCT of 2018 of the Ministry of Industry and Trade of Viet Nam; each ministry has its own rule"}
EXTERNAL_PLAN = {"lo": "ລະບຽບຂອງກະຊວງຫວຽດນາມ ກ່ຽວກັບການພົວພັນຕ່າງປະເທດ", "vi": "Quy chế hoạt động đối ngoại của bộ", "en": "Rules of Vietnamese ministries on external affairs"}
REVIEW_2024 = {"lo": "ການທົບທວນຄຳໝັ້ນສັນຍາຂັ້ນສູງ, ນັບແຕ່ ເມສາ 2024", "vi": "Yêu cầu rà soát cam kết cấp cao, từ tháng 4/2024", "en": "Review of high-level commitments, since April 2024"}
TEXT = {"lo": "ບົດທີ່ໄດ້ລົງນາມ", "vi": "Văn bản đã ký", "en": "The signed text"}
PROPOSAL = {"lo": "ຂໍ້ສະເໜີ: ບໍ່ມີກົດໝາຍກຳນົດ", "vi": "Đề xuất: chưa có văn bản quy định", "en": "Proposal: no law says it"}
TEN_DAYS = {
    "lo": "ຂໍ້ສະເໜີ: ສິບມື້ ພາຍຫຼັງກັບ",
    "vi": "Đề xuất: 10 ngày sau khi kết thúc chuyến đi",
    "en": "Proposal: ten days after the return",
}

COMPLETE = {"lo": "ວັນທີໄດ້ຮັບສຳນວນຄົບຖ້ວນ", "vi": "ngày nhận đủ hồ sơ", "en": "the day the complete file is received"}
SIGNED = {"lo": "ວັນທີລົງນາມ", "vi": "ngày ký", "en": "the date of signing"}
BACK = {"lo": "ວັນທີກັບຈາກການເດີນທາງ", "vi": "ngày kết thúc chuyến đi", "en": "the end of the trip"}
END = {"lo": "ວັນສຸດທ້າຍຂອງແຜນງານ", "vi": "ngày kết thúc chương trình", "en": "the last day of the programme"}
HOME = {"lo": "ວັນທີກັບປະເທດ", "vi": "ngày về nước", "en": "the day of the return home"}

LAWNET = "lawnet.vn/thong-tin-phap-luat/en/chinh-sach-moi"
# slug, country, counted from, title, [(from, to, amount, unit, month, day, basis, source, certainty)]
RULES = [
    ("opinion", "VN", COMPLETE,
     {"lo": "ຄຳເຫັນກ່ຽວກັບຂໍ້ສະເໜີລົງນາມຂໍ້ຕົກລົງສາກົນ", "vi": "Ý kiến về đề xuất ký kết thỏa thuận quốc tế", "en": "Opinion on the proposal to sign an international agreement"},
     [(date(2021, 7, 1), None, 7, "working_days", None, None, LAW_70, LAWNET, "sourced")]),
    ("opinion-reduced", "VN", COMPLETE,
     {"lo": "ຄຳເຫັນຕາມຂັ້ນຕອນແບບຫຍໍ້", "vi": "Ý kiến theo trình tự, thủ tục rút gọn", "en": "Opinion in the reduced procedure"},
     [(date(2021, 7, 1), None, 3, "working_days", None, None, LAW_70_REDUCED, LAWNET, "sourced")]),
    ("prime-minister", "VN", COMPLETE,
     {"lo": "ຄຳຕອບຂອງນາຍົກລັດຖະມົນຕີ ເມື່ອມີຄຳເຫັນບໍ່ເຫັນດີ", "vi": "Ý kiến của Thủ tướng Chính phủ khi còn ý kiến khác nhau", "en": "Answer of the Prime Minister after a disagreement"},
     [(date(2021, 7, 1), None, 7, "working_days", None, None, LAW_70, LAWNET, "sourced")]),
    ("report-of-signing", "VN", SIGNED,
     {"lo": "ລາຍງານຕໍ່ນາຍົກລັດຖະມົນຕີ ແລະ ສົ່ງສຳເນົາໃຫ້ກະຊວງການຕ່າງປະເທດ ພາຍຫຼັງລົງນາມ", "vi": "Báo cáo Thủ tướng Chính phủ và gửi bản sao cho Bộ Ngoại giao sau khi ký", "en": "Report to the Prime Minister and copy to the Foreign Ministry after signing"},
     [(date(2021, 7, 1), None, 15, "days", None, None, LAW_70, LAWNET, "sourced")]),
    ("treaty-opinion", "VN", COMPLETE,
     {"lo": "ຄຳເຫັນກ່ຽວກັບສົນທິສັນຍາ", "vi": "Ý kiến về điều ước quốc tế", "en": "Opinion on a treaty"},
     [(date(2026, 1, 1), None, 10, "days", None, None, LAW_137, "vietnamplus.vn, post1082251", "sourced")]),
    # Counted for both sides: nothing is known of a Lao rule, so the same ten days are proposed until a ministry enters its own.
    ("visit-report", "", BACK,
     {"lo": "ບົດລາຍງານຂອງຄະນະອອກ", "vi": "Báo cáo kết quả đoàn ra", "en": "Report of an outgoing delegation"},
     [(None, date(2017, 12, 31), 10, "days", None, None, TEN_DAYS, "", "proposal"),
      (date(2018, 1, 1), None, 10, "days", None, None, DECISION_3800, "lawnet.vn, 1074510", "unconfirmed")]),
    ("training-report-person", "VN", BACK,
     {"lo": "ບົດລາຍງານຂອງຜູ້ໄປຝຶກອົບຮົມຢູ່ຕ່າງປະເທດ", "vi": "Báo cáo của cá nhân được cử đi đào tạo, bồi dưỡng ở nước ngoài", "en": "Report of a person sent to training abroad"},
     [(date(2023, 1, 1), None, 15, "days", None, None, CIRCULAR_03, "thuvienphapluat.vn", "sourced")]),
    ("training-report-agency", "VN", BACK,
     {"lo": "ບົດລາຍງານຂອງອົງການທີ່ສົ່ງໄປຝຶກອົບຮົມ", "vi": "Báo cáo của cơ quan cử đi đào tạo, bồi dưỡng", "en": "Report of the agency that sent people to training"},
     [(date(2023, 1, 1), None, 30, "days", None, None, CIRCULAR_03, "thuvienphapluat.vn", "sourced")]),
    ("plan-change", "VN", {"lo": "ຕົ້ນປີ", "vi": "đầu năm", "en": "the beginning of the year"},
     {"lo": "ຂໍປ່ຽນແຜນການພົວພັນຕ່າງປະເທດປະຈຳປີ", "vi": "Đề nghị điều chỉnh kế hoạch đối ngoại năm", "en": "Request to change the yearly external plan"},
     [(None, None, None, "day_of_year", 5, 1, EXTERNAL_PLAN, "", "unconfirmed")]),
    ("commitment-review", "", {"lo": "ການທົບທວນຄັ້ງກ່ອນ", "vi": "lần rà soát trước", "en": "the review before"},
     {"lo": "ການທົບທວນຄຳໝັ້ນສັນຍາ ປະຈຳໄຕມາດ", "vi": "Rà soát cam kết hằng quý", "en": "Quarterly review of commitments"},
     [(date(2024, 4, 1), None, 3, "months", None, None, REVIEW_2024, "", "unconfirmed")]),
    ("joint-evaluation", "", {"lo": "ການຕີລາຄາຄັ້ງກ່ອນ", "vi": "lần đánh giá trước", "en": "the evaluation before"},
     {"lo": "ການຕີລາຄາຮ່ວມກັນປະຈຳປີ", "vi": "Đánh giá chung hằng năm", "en": "Yearly joint evaluation"},
     [(None, None, 12, "months", None, None, TEXT, "", "sourced")]),
    ("preliminary-review", "", SIGNED,
     {"lo": "ການສະຫຼຸບເບື້ອງຕົ້ນ ພາຍຫຼັງ 3 ປີ", "vi": "Sơ kết sau 03 năm", "en": "Preliminary review after three years"},
     [(None, None, 36, "months", None, None, TEXT, "", "sourced")]),
    ("final-summary", "", END,
     {"lo": "ການສະຫຼຸບສັງລວມ", "vi": "Tổng kết chương trình", "en": "Final summary of the programme"},
     [(None, None, 0, "days", None, None, TEXT, "", "sourced")]),
    ("renewal", "", END,
     {"lo": "ການຕັດສິນໃຈຕໍ່ອາຍຸແຜນງານ", "vi": "Quyết định gia hạn chương trình", "en": "Decision to renew the programme"},
     [(None, None, -6, "months", None, None, PROPOSAL, "", "proposal")]),
    ("tracing-6", "", HOME,
     {"lo": "ຕິດຕາມຜູ້ຮຽນຈົບ ພາຍຫຼັງ 6 ເດືອນ", "vi": "Theo dõi sau khi về nước, 06 tháng", "en": "Tracing after the return home, 6 months"},
     [(None, None, 6, "months", None, None, PROPOSAL, "", "proposal")]),
    ("tracing-12", "", HOME,
     {"lo": "ຕິດຕາມຜູ້ຮຽນຈົບ ພາຍຫຼັງ 12 ເດືອນ", "vi": "Theo dõi sau khi về nước, 12 tháng", "en": "Tracing after the return home, 12 months"},
     [(None, None, 12, "months", None, None, PROPOSAL, "", "proposal")]),
    ("tracing-24", "", HOME,
     {"lo": "ຕິດຕາມຜູ້ຮຽນຈົບ ພາຍຫຼັງ 24 ເດືອນ", "vi": "Theo dõi sau khi về nước, 24 tháng", "en": "Tracing after the return home, 24 months"},
     [(None, None, 24, "months", None, None, PROPOSAL, "", "proposal")]),
    ("agreement-report", "VN", {"lo": "ທ້າຍປີ", "vi": "cuối năm", "en": "the end of the year"},
     {"lo": "ບົດລາຍງານປະຈຳປີ ກ່ຽວກັບຂໍ້ຕົກລົງສາກົນ", "vi": "Báo cáo năm về thỏa thuận quốc tế", "en": "Yearly report on international agreements"},
     [(None, None, None, "days", None, None, {"vi": "Nghị định 64/2021/NĐ-CP, Điều 16", "en": "Decree 64/2021/ND-CP of Viet Nam, Article 16", "lo": "ດຳລັດ ເລກທີ 64/2021/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 16"}, "", "unconfirmed")]),
]


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    for position, (slug, country, counted_from, title, versions) in enumerate(RULES, 1):
        rule, made = Rule.objects.get_or_create(
            slug=slug,
            defaults={"country": country, "counted_from": counted_from, "title": title, "position": position},
        )
        for first, last, amount, unit, month, day, basis, source, certainty in versions if made else []:
            Version.objects.create(
                rule=rule, valid_from=first, valid_to=last, amount=amount, unit=unit, month=month, day=day,
                basis=basis, source=source, certainty=certainty,
            )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
