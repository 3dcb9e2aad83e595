from django.db import migrations

from search.embedded.schema import lay, lift


class Migration(migrations.Migration):
    """Any later migration that makes SQLite copy the table of entries must lay the index again."""

    dependencies = [
        ('search', '0002_documents'),
    ]

    operations = [
        migrations.RunPython(lay, lift, elidable=False),
    ]
