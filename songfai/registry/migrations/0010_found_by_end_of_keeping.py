import django.db.models.expressions
import songfai.kit.years
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_unit_moves'),
        ('programmes', '0004_asleep_after_of_a_side'),
        ('registry', '0009_when_keeping_ends'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='officialdocument',
            index=models.Index(models.F('institution'), django.db.models.expressions.CombinedExpression(songfai.kit.years.YearOf('listed_on'), '+', models.F('retention_years')), condition=models.Q(('destroyed_on__isnull', True), ('retention_years__isnull', False)), name='registry_by_end_of_keeping'),
        ),
    ]
