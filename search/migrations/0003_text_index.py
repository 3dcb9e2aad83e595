from django.db import migrations

from search.embedded.schema import create, drop


class Migration(migrations.Migration):
    """Any later migration that makes SQLite copy the table of entries must create the index again."""

    dependencies = [
        ('search', '0002_documents'),
    ]

    operations = [
        migrations.RunPython(create, drop, elidable=False),
    ]
