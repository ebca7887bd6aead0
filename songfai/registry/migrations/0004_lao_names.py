"""Lao names of four Vietnamese types, corrected where nobody has changed them."""

from dataclasses import replace

from django.db import migrations

# slug, as it was, as it is
NAMES = [
    ("vn-ct", "ຄຳສັ່ງແນະນຳ", "ຄຳສັ່ງ"),
    ("vn-da-scheme", "ໂຄງການລວມ", "ບົດໂຄງການ"),
    ("vn-ttr", "ໃບສະເໜີ", "ໜັງສືສະເໜີ"),
    ("vn-btt", "ບົດຕົກລົງ", "ຂໍ້ຕົກລົງຮ່ວມມື"),
]


def correct(apps, schema_editor):
    DocumentType = apps.get_model("registry", "DocumentType")
    for slug, before, after in NAMES:
        for row in DocumentType.objects.filter(slug=slug):
            if row.name.get("lo") == before:
                row.name = replace(row.name, lo=after)
                row.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_deadlines_and_two_persons")]
    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
