"""Rubrics to begin from. That the council only votes, by the conditions of the law, is the regulation without a rubric
(0002_usual).

Neither was read whole, and none is national: both are marked as not confirmed. What a source did not show is not made up:
of the first only one criterion is known, of the second not what each half of the novelty asks for, and of neither from how
many points a work passes.
"""

from decimal import Decimal

from django.db import migrations

BANDS = {
    "slug": "novelty-bands",
    "title": {
        "lo": "ຄວາມໃໝ່ຕາມລະດັບ (ແບບ 03 ແຂວງເຊີນລາ)",
        "vi": "Tính mới theo mức (mẫu số 03, tỉnh Sơn La)",
        "en": "Novelty by bands (form 03 of Son La)",
    },
    "basis": {
        "lo": "ແບບ 03 ຂອງແຂວງເຊີນລາ ຫວຽດນາມ: ໄດ້ອ່ານພຽງເງື່ອນໄຂທຳອິດ, ເງື່ອນໄຂອື່ນໃຫ້ຕື່ມຕາມລະບຽບຂອງທ່ານ",
        "vi": "Mẫu số 03 của tỉnh Sơn La: mới đọc được tiêu chí đầu, các tiêu chí khác bổ sung theo quy định của địa phương",
        "en": "Form 03 of Son La, Viet Nam: only its first criterion was read; add the others as your rules have them",
    },
    "source": "sangkienkinhnghiem.org, phieu-danh-gia-giai-phap-cong-nhan-la-sang-kien-mau-so-03-2718",
}
BAND_ITEMS = [
    (
        30,
        None,
        {"lo": "ຄວາມໃໝ່ຂອງວິທີແກ້ໄຂ", "vi": "Tính mới của giải pháp", "en": "Novelty of the solution"},
        {
            "lo": "27–30: ໃໝ່ໃນທົ່ວປະເທດ; 21–26: ປັບປຸງໄດ້ດີພໍສົມຄວນ; 16–20: ປັບປຸງປານກາງ; 1–15: ປັບປຸງໜ້ອຍ; 0: ບໍ່ມີຫຍັງໃໝ່ ຫຼື ສຳເນົາ",
            "vi": "27–30: mới trong cả nước; 21–26: cải tiến khá; 16–20: cải tiến trung bình; 1–15: cải tiến ít; 0: không có gì mới hoặc sao chép",
            "en": "27–30: new in the country; 21–26: a fair improvement; 16–20: a medium one; 1–15: a small one; 0: none, or copied",
        },
    )
]
PARTS = {
    "slug": "four-parts",
    "title": {
        "lo": "100 ຄະແນນ ສີ່ພາກ (ຂັ້ນຕາແສງ ແຂວງບັກນິງ)",
        "vi": "100 điểm, bốn phần (cấp xã, tỉnh Bắc Ninh)",
        "en": "100 points in four parts (a commune of Bac Ninh)",
    },
    "basis": {
        "lo": "ຄະແນນທີ່ຕາແສງໜຶ່ງຂອງແຂວງບັກນິງ ຫວຽດນາມ ໃຊ້: ບໍ່ແມ່ນນິຕິກຳ",
        "vi": "Thang điểm một xã của tỉnh Bắc Ninh đang dùng: không phải văn bản quy phạm",
        "en": "As a commune of Bac Ninh, Viet Nam, scores: no legal text",
    },
    "source": "github.com/mattranxayenphuyp-prog/SANGKIENVM, src/data/initialData.ts",
}
NOT_READ = {
    "lo": "ຕ່ຳກວ່າ 10 ຄະແນນ ບໍ່ຜ່ານ. ຍັງບໍ່ໄດ້ອ່ານວ່າພາກນີ້ຮຽກຮ້ອງຫຍັງ: ຂຽນຕາມລະບຽບຂອງທ່ານ",
    "vi": "Dưới 10 điểm là không đạt. Chưa đọc được phần này yêu cầu gì: ghi theo quy định của địa phương",
    "en": "With less than 10 the work fails. What this part asks for was not read: write it as your rules have it",
}
PART_ITEMS = [
    (20, 10, {"lo": "ຄວາມໃໝ່, ພາກທີໜຶ່ງ", "vi": "Tính mới, phần thứ nhất", "en": "Novelty, first part"}, NOT_READ),
    (20, 10, {"lo": "ຄວາມໃໝ່, ພາກທີສອງ", "vi": "Tính mới, phần thứ hai", "en": "Novelty, second part"}, NOT_READ),
    (15, None, {"lo": "ໄດ້ນຳໃຊ້ແລ້ວ", "vi": "Đã được áp dụng", "en": "Applied"}, {}),
    (10, None, {"lo": "ຄວາມສາມາດຂະຫຍາຍຜົນ", "vi": "Khả năng nhân rộng", "en": "Can be taken over by others"}, {}),
    (15, None, {"lo": "ຜົນປະໂຫຍດທາງເສດຖະກິດ", "vi": "Hiệu quả kinh tế", "en": "Economic effect"}, {}),
    (20, None, {"lo": "ຜົນປະໂຫຍດທາງສັງຄົມ", "vi": "Hiệu quả xã hội", "en": "Social effect"}, {}),
]


def enter(apps, schema_editor):
    Rubric, RubricItem = apps.get_model("works", "Rubric"), apps.get_model("works", "RubricItem")
    for told, items in ((BANDS, BAND_ITEMS), (PARTS, PART_ITEMS)):
        row = Rubric.objects.create(certainty="unconfirmed", **told)
        for position, (most, pass_mark, text, guide) in enumerate(items, 1):
            RubricItem.objects.create(
                rubric=row,
                position=position,
                most=Decimal(most),
                pass_mark=None if pass_mark is None else Decimal(pass_mark),
                text=text,
                guide=guide,
            )


def leave(apps, schema_editor):
    apps.get_model("works", "Rubric").objects.filter(regulation=None).delete()


class Migration(migrations.Migration):
    dependencies = [("works", "0004_words")]
    operations = [migrations.RunPython(enter, leave)]
