"""Entries say what is for adults alone; those of alcohol are written anew.

SQLite copies the table for it, so the text index is created again.
"""

from django.db import migrations, models

from search.embedded.schema import create, drop

BATCH = 500
IN_FORCE = ("valid_until", "valid_from", "shown", "adults_only")


def write_anew(apps, schema_editor):
    alias = schema_editor.connection.alias
    products = apps.get_model("catalogue", "Product").objects.using(alias)
    keys = products.filter(legal_type="alcohol").order_by("pk").values_list("pk", flat=True)
    outbox_entry = apps.get_model("search", "OutboxEntry")
    rows = [outbox_entry(kind="product", object_id=key) for key in keys]
    outbox_entry.objects.using(alias).bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0012_numbers_of_certificates"),
        ("catalogue", "0191_years_are_bounds"),
    ]

    operations = [
        migrations.RunPython(drop, create, elidable=False),
        migrations.RemoveIndex(model_name="searchentry", name="search_by_producer"),
        migrations.RemoveIndex(model_name="searchentry", name="search_by_province"),
        migrations.AddField(
            model_name="searchentry",
            name="adults_only",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index("producer", *IN_FORCE, name="search_by_producer"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index("province", *IN_FORCE, "producer", name="search_by_province"),
        ),
        migrations.RunPython(create, drop, elidable=False),
        migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True),
    ]
