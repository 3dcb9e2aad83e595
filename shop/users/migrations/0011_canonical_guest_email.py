"""Addresses of guests' orders and stock alerts in one form; what is no address stays as it is."""

from django.db import migrations

from shop.users.email import canonical_email

FIELDS = [
    ("order", "Order", "guest_email"),
    ("order", "OrderSubmission", "invoice_email"),
    ("customer", "ProductAlert", "email"),
]


def unify(apps, schema_editor):
    for label, model, field in FIELDS:
        rows = apps.get_model(label, model).objects.using(schema_editor.connection.alias)
        typed = rows.exclude(**{field: ""}).values_list("pk", field)
        forms = {key: (text, canonical_email(text)) for key, text in typed if text}
        for key, (text, form) in forms.items():
            if form and form != text:
                rows.filter(pk=key).update(**{field: form})


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0010_canonical_email"),
        ("order", "0104_transition_producer_order"),
        ("customer", "0100_language"),
    ]

    operations = [migrations.RunPython(unify, migrations.RunPython.noop)]
