"""Lao texts of the shipped rules: an international agreement is ສັນຍາສາກົນ everywhere. Texts somebody changed stay."""

from dataclasses import replace

from django.db import migrations

CHANGES = {
    "ກົດໝາຍ ເລກທີ 70/2020/QH14 ຂອງ ຫວຽດນາມ ວ່າດ້ວຍຂໍ້ຕົກລົງສາກົນ": "ກົດໝາຍ ເລກທີ 70/2020/QH14 ຂອງ ຫວຽດນາມ ວ່າດ້ວຍສັນຍາສາກົນ",
    "ຄຳເຫັນກ່ຽວກັບຂໍ້ສະເໜີລົງນາມຂໍ້ຕົກລົງສາກົນ": "ຄຳເຫັນກ່ຽວກັບຂໍ້ສະເໜີລົງນາມສັນຍາສາກົນ",
    "ບົດລາຍງານປະຈຳປີ ກ່ຽວກັບຂໍ້ຕົກລົງສາກົນ": "ບົດລາຍງານປະຈຳປີ ກ່ຽວກັບສັນຍາສາກົນ",
    "ບົດທີ່ໄດ້ລົງນາມ": "ຕົວບົດທີ່ໄດ້ລົງນາມ",
}


def correct(apps, schema_editor):
    for model, field in (("Rule", "title"), ("Version", "basis")):
        for row in apps.get_model("deadlines", model).objects.all():
            text = getattr(row, field)
            after = CHANGES.get(text.get("lo")) if text else None
            if after:
                setattr(row, field, replace(text, lo=after))
                row.save(update_fields=[field])


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_holidays")]
    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
