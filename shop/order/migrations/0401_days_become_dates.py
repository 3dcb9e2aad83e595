"""The days that earlier orders promised, counted from the day in Vietnam on which they were placed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def write_dates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the dates that pages have shown so far."""
    alias = schema_editor.connection.alias
    rows = apps.get_model("order", "ProducerOrder").objects.using(alias)
    promised = rows.filter(days_from__isnull=False).select_related("order")
    batch = []
    for row in promised.iterator(chunk_size=BATCH):
        placed = row.order.date_placed.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        row.promised_from = placed + timedelta(days=row.days_from)
        row.promised_until = placed + timedelta(days=row.days_to)
        batch.append(row)
    rows.bulk_update(batch, ["promised_from", "promised_until"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("order", "0400_promised_days")]

    operations = [migrations.RunPython(write_dates, migrations.RunPython.noop)]
