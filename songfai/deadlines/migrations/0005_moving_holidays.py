"""Which holidays of a country are announced year by year, so that a calendar says of itself which years it lacks them for.

Of Laos the decrees of the single years were not read: one line stands for its lunar days, until an official names them.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import songfai.kit.fields

# slug, country, name, earliest and latest month
MOVING = [
    ("tet", "VN", {"lo": "ກຸດຈີນ (Tết)", "vi": "Tết Nguyên đán", "en": "Tết (Lunar New Year)"}, 1, 2),
    ("hung-kings", "VN", {"lo": "ວັນລະນຶກກະສັດຮຸ່ງ", "vi": "Giỗ Tổ Hùng Vương", "en": "Hùng Kings’ Commemoration Day"}, 3, 4),
    ("lao-lunar-days", "LA", {"lo": "ວັນພັກຕາມປະຕິທິນຈັນທະຄະຕິ", "vi": "Ngày nghỉ theo lịch âm của Lào", "en": "Days off of the Lao lunar calendar"}, 1, 12),
]


def enter(apps, schema_editor):
    """The days of 0003 are known by the names it gave them; renamed ones are joined by hand."""
    MovingHoliday, Holiday = (apps.get_model("deadlines", name) for name in ("MovingHoliday", "Holiday"))
    rows = {}
    for slug, country, name, first, last in MOVING:
        rows[country, name["vi"]] = MovingHoliday.objects.create(
            slug=slug, country=country, name=name, first_month=first, last_month=last
        )
    for holiday in Holiday.objects.filter(kind="off"):
        if found := rows.get((holiday.country, holiday.name.vi)):
            holiday.moving = found
            holiday.save(update_fields=["moving"])


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0004_lao_texts")]
    operations = [
        migrations.CreateModel(
            name="MovingHoliday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("name", songfai.kit.fields.TrilingualField(verbose_name="name")),
                ("first_month", models.PositiveSmallIntegerField(default=1, verbose_name="earliest month")),
                ("last_month", models.PositiveSmallIntegerField(default=12, verbose_name="latest month")),
            ],
            options={
                "verbose_name": "moving holiday",
                "verbose_name_plural": "moving holidays",
                "ordering": ["country", "first_month", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
                        name="moving_holiday_has_months",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="holiday",
            name="moving",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="days",
                to="deadlines.movingholiday",
                verbose_name="moving holiday",
            ),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
