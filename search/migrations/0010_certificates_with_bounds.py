"""Write the entries of products anew whose certificate is known between bounds only."""

from django.db import migrations
from django.db.models import F

BATCH = 500


def write_anew(apps, schema_editor):
    alias = schema_editor.connection.alias
    certificates = apps.get_model("catalogue", "Certificate").objects.using(alias)
    bounded = certificates.filter(issued_not_before__lt=F("issued_not_after"))
    outbox_entry = apps.get_model("search", "OutboxEntry")
    keys = sorted(set(bounded.values_list("product_id", flat=True)))
    rows = [outbox_entry(kind="product", object_id=key) for key in keys]
    outbox_entry.objects.using(alias).bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_search_term"),
        ("catalogue", "0191_years_are_bounds"),
    ]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
