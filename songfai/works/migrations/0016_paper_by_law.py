"""The general rules of each country take a signed paper for the author's own confirmation, and say that this is a proposal.

The application form is signed by its authors (Circular 18/2013/TT-BKHCN, Annex I, from memory); no source says that the
signature stands for a confirmation on a server. An institution decides it otherwise in rules of its own.
"""

from django.db import migrations

SAID = {
    "lo": ". ທີ່ວ່າເຈ້ຍທີ່ຜູ້ປະດິດສ້າງລົງນາມ ໃຊ້ແທນການຢືນຢັນດ້ວຍຕົນເອງ ເປັນຂໍ້ສະເໜີ",
    "vi": ". Việc giấy có chữ ký của tác giả thay cho xác nhận trực tiếp là đề xuất",
    "en": ". That a paper the author has signed stands for the confirmation in person is a proposal",
}


def allow(apps, schema_editor):
    for row in apps.get_model("works", "Regulation").objects.filter(institution=None, scheme="base"):
        # The history of a field of languages is a plain mapping or the value class: both give their words by `get`.
        row.basis = {
            language: (row.basis.get(language) or "") + said if row.basis.get(language) else ""
            for language, said in SAID.items()
        }
        row.paper_confirms = True
        row.save()


class Migration(migrations.Migration):
    dependencies = [("works", "0015_sheets_that_file")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
