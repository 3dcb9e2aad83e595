"""Begin the log with the certificates and events that are there."""

from django.db import migrations

from catalogue.certificate_log.backfill import fill_log


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0210_certificate_log")]

    operations = [migrations.RunPython(fill_log, migrations.RunPython.noop, elidable=True)]
