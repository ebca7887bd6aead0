"""What belongs into each part of a description, and when a superior body approves first, are said by the rules of a unit.

The usual texts follow a description sheet that is in use (3.1 known solution, its strengths and weaknesses; 3.2 aim, what
is new, steps; 3.3 applicability; 3.4 effect gained or expected: text.123docz.net/document/9680416). No law words them.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import songfai.kit.fields
import songfai.kit.languages

TEXTS = {
    "known": {
        "lo": "ວິທີແກ້ໄຂທີ່ຮູ້ກັນແລ້ວ: ວິທີເຮັດໃນປັດຈຸບັນ, ຂໍ້ດີ ແລະ ຂໍ້ອ່ອນ.",
        "vi": "Giải pháp đã biết: cách làm hiện nay, ưu điểm và nhược điểm.",
        "en": "The known solution: how it is done now, its strengths and its weaknesses.",
    },
    "content": {
        "lo": "ຈຸດປະສົງ; ສິ່ງໃໝ່ທຽບກັບວິທີແກ້ໄຂທີ່ຮູ້ກັນແລ້ວ; ຂັ້ນຕອນການປະຕິບັດ.",
        "vi": "Mục đích; điểm mới so với giải pháp đã biết; các bước thực hiện.",
        "en": "The aim; what is new compared with the known solution; the steps by which it is carried out.",
    },
    "applicability": {
        "lo": "ນຳໃຊ້ແລ້ວ ຫຼື ສາມາດນຳໃຊ້ໄດ້ຢູ່ໃສ, ແລະ ຕ້ອງມີເງື່ອນໄຂຫຍັງ.",
        "vi": "Đã áp dụng hoặc có thể áp dụng ở đâu, cần điều kiện gì.",
        "en": "Where it is applied or can be applied, and what is needed for it.",
    },
    "benefit": {
        "lo": "ປະສິດທິຜົນ ແລະ ຜົນປະໂຫຍດທີ່ໄດ້ຮັບ ຫຼື ຄາດວ່າຈະໄດ້ຮັບ.",
        "vi": "Hiệu quả, lợi ích đã thu được hoặc dự kiến thu được.",
        "en": "The effect and the benefit, gained or expected.",
    },
}


def enter(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("works", "PartHelp")
    for kind, text in TEXTS.items():
        model.objects.create(kind=kind, text=text)


class Migration(migrations.Migration):
    dependencies = [("works", "0029_check_codes")]

    operations = [
        migrations.AddField(
            "regulation",
            "superior_when",
            models.CharField(
                choices=[
                    ("never", "Never"),
                    ("funded", "Where an author heads the unit and the State has paid"),
                    ("head", "Wherever an author heads the unit"),
                ],
                default="funded",
                max_length=6,
                verbose_name="a superior body approves first",
            ),
        ),
        migrations.CreateModel(
            name="PartHelp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("known", "Known solutions and their limits"),
                            ("content", "Content of the solution"),
                            ("applicability", "Applicability"),
                            ("benefit", "Benefit, gained or expected"),
                        ],
                        max_length=13,
                        verbose_name="part",
                    ),
                ),
                (
                    "text",
                    songfai.kit.fields.TrilingualField(
                        default=songfai.kit.languages.Trilingual, verbose_name="what belongs there"
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="part_helps",
                        to="works.regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "help for a part",
                "verbose_name_plural": "help for parts",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("regulation", "kind"), name="one_help_for_a_part"),
                    models.UniqueConstraint(
                        condition=models.Q(("regulation", None)),
                        fields=("kind",),
                        name="one_usual_help_for_a_part",
                    ),
                ],
            },
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
