# Indexes that answer what is in force without reading the rows.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0101_labels'),
        ('search', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_by_producer',
        ),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_by_province',
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('producer'), models.F('valid_until'), models.F('valid_from'), models.F('shown'), name='search_by_producer'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('province'), models.F('valid_until'), models.F('valid_from'), models.F('shown'), models.F('producer'), name='search_by_province'),
        ),
    ]
