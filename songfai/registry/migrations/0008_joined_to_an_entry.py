from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_documents_from_the_partner'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnerpaper',
            name='joined_at',
            field=models.DateTimeField(blank=True, help_text='when it was joined to an entry that stood in the register before', null=True),
        ),
        migrations.AddField(
            model_name='recipient',
            name='joined_at',
            field=models.DateTimeField(blank=True, help_text='when it was joined to an entry that stood in the register before', null=True),
        ),
        migrations.AddConstraint(
            model_name='partnerpaper',
            constraint=models.CheckConstraint(condition=models.Q(('joined_at', None), ('registered__isnull', False), _connector='OR'), name='paper_is_joined_to_an_entry'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(('joined_at', None), ('registered__isnull', False), _connector='OR'), name='line_is_joined_to_an_entry'),
        ),
    ]
