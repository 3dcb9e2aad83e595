"""Names and addresses of failed sign-ins go: they are counted elsewhere now, as hashes."""

from django.db import migrations


def forget(apps, schema_editor):
    for name in ("AccessAttemptExpiration", "AccessAttempt", "AccessFailureLog", "AccessLog"):
        rows = apps.get_model("axes", name).objects.using(schema_editor.connection.alias)
        rows.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0011_canonical_guest_email"),
        ("axes", "0010_accessattemptexpiration"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
