"""Entries hold the days of proofs; SQLite copies the table for it, so the text index is created again."""

from django.db import migrations, models

from search.embedded.schema import create, drop


class Migration(migrations.Migration):
    dependencies = [("search", "0020_adults_only")]

    operations = [
        migrations.RunPython(drop, create, elidable=False),
        migrations.AddField(
            model_name="searchentry",
            name="proofs",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.RunPython(create, drop, elidable=False),
    ]
