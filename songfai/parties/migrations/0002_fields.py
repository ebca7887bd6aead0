"""The controlled list of fields of cooperation. An installation may add to it; these slugs stay."""

from django.db import migrations

FIELDS = [
    ("training", "ການກໍ່ສ້າງ ແລະ ບຳລຸງພະນັກງານ-ລັດຖະກອນ", "Đào tạo, bồi dưỡng cán bộ, công chức", "Training and fostering of cadres and civil servants"),
    ("civil-service", "ການຄຸ້ມຄອງລັດຖະກອນ", "Công vụ, công chức", "Civil service"),
    ("administration-archives", "ການບໍລິຫານ, ຫ້ອງການ ແລະ ສຳເນົາເອກະສານ", "Hành chính, văn phòng, văn thư, lưu trữ", "Administration, office work, archives"),
    ("religion", "ສາສະໜາ ແລະ ຄວາມເຊື່ອຖື", "Tín ngưỡng, tôn giáo", "Religion and belief"),
    ("emulation-commendation", "ການແຂ່ງຂັນ ແລະ ຍ້ອງຍໍ", "Thi đua, khen thưởng", "Emulation and commendation"),
    ("organisational-science", "ວິທະຍາສາດການຈັດຕັ້ງຂອງລັດ", "Khoa học tổ chức nhà nước", "Organisational science of the State"),
    ("science-technology", "ວິທະຍາສາດ ແລະ ເຕັກໂນໂລຊີ", "Khoa học và công nghệ", "Science and technology"),
    ("innovation", "ນະວັດຕະກຳ", "Đổi mới sáng tạo", "Innovation"),
    ("digital-transformation", "ການຫັນເປັນດິຈິຕອນ", "Chuyển đổi số", "Digital transformation"),
    ("labour", "ແຮງງານ", "Lao động", "Labour"),
    ("social-welfare", "ສະຫວັດດີການສັງຄົມ", "An sinh xã hội", "Social welfare"),
    ("education", "ການສຶກສາ", "Giáo dục", "Education"),
    ("health", "ສາທາລະນະສຸກ", "Y tế", "Health"),
    ("agriculture", "ກະສິກຳ ແລະ ປ່າໄມ້", "Nông nghiệp, lâm nghiệp", "Agriculture and forestry"),
    ("culture-tourism", "ວັດທະນະທຳ ແລະ ທ່ອງທ່ຽວ", "Văn hóa, du lịch", "Culture and tourism"),
    ("justice", "ຍຸຕິທຳ", "Tư pháp", "Justice"),
    ("finance-audit", "ການເງິນ ແລະ ການກວດສອບ", "Tài chính, kiểm toán", "Finance and audit"),
    ("customs", "ພາສີ", "Hải quan", "Customs"),
    ("trade-investment", "ການຄ້າ ແລະ ການລົງທຶນ", "Thương mại, đầu tư", "Trade and investment"),
    ("environment", "ຊັບພະຍາກອນທຳມະຊາດ ແລະ ສິ່ງແວດລ້ອມ", "Tài nguyên và môi trường", "Natural resources and environment"),
    ("women-youth", "ແມ່ຍິງ ແລະ ຊາວໜຸ່ມ", "Phụ nữ, thanh niên", "Women and youth"),
    ("information", "ຂໍ້ມູນຂ່າວສານ ແລະ ການໂຄສະນາ", "Thông tin, tuyên truyền", "Information and publicity"),
    ("border-security", "ຊາຍແດນ ແລະ ປ້ອງກັນຄວາມສະຫງົບ", "Biên giới, an ninh", "Border and security"),
    ("other", "ຂົງເຂດອື່ນ", "Lĩnh vực khác", "Another field"),
]


def enter(apps, schema_editor):
    Field = apps.get_model("parties", "Field")
    for position, (slug, lo, vi, en) in enumerate(FIELDS, 1):
        Field.objects.get_or_create(
            slug=slug, defaults={"name": {"lo": lo, "vi": vi, "en": en}, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
