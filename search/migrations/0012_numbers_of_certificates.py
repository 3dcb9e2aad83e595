"""Write the entries of products anew that have decision numbers, so that these are found."""

from django.db import migrations

BATCH = 500


def write_anew(apps, schema_editor):
    alias = schema_editor.connection.alias
    certificates = apps.get_model("catalogue", "Certificate").objects.using(alias)
    numbered = certificates.exclude(decision_number="", code="")
    outbox_entry = apps.get_model("search", "OutboxEntry")
    keys = sorted(set(numbered.values_list("product_id", flat=True)))
    rows = [outbox_entry(kind="product", object_id=key) for key in keys]
    outbox_entry.objects.using(alias).bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0010_certificates_with_bounds"),
        ("catalogue", "0180_dates_with_bounds"),
    ]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
