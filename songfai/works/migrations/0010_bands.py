"""Bands of a criterion as a choice. The rubric that comes with the software had them as a text (0005_rubrics)."""

from django.db import migrations, models

SPANS = (("27", "30"), ("21", "26"), ("16", "20"), ("1", "15"), ("0", "0"))
TEXTS = {
    "lo": ("ໃໝ່ໃນທົ່ວປະເທດ", "ປັບປຸງໄດ້ດີພໍສົມຄວນ", "ປັບປຸງປານກາງ", "ປັບປຸງໜ້ອຍ", "ບໍ່ມີຫຍັງໃໝ່ ຫຼື ສຳເນົາ"),
    "vi": ("mới trong cả nước", "cải tiến khá", "cải tiến trung bình", "cải tiến ít", "không có gì mới hoặc sao chép"),
    "en": ("new in the country", "a fair improvement", "a medium one", "a small one", "none, or copied"),
}


def choose(apps, schema_editor):
    bands = [
        {"least": least, "most": most, "text": {language: told[nth] for language, told in TEXTS.items()}}
        for nth, (least, most) in enumerate(SPANS)
    ]
    RubricItem = apps.get_model("works", "RubricItem")
    RubricItem.objects.filter(rubric__slug="novelty-bands").update(bands=bands, guide={})


class Migration(migrations.Migration):
    dependencies = [("works", "0009_decided")]

    operations = [
        migrations.AddField(
            model_name="rubricitem",
            name="bands",
            field=models.JSONField(
                blank=True, default=list, help_text="of {least, most, text}", verbose_name="bands"
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="band",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="band"),
        ),
        migrations.RunPython(choose, migrations.RunPython.noop),
    ]
