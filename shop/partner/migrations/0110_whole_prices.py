"""Prices become whole đồng above zero, or none: what is there is brought into order and reported."""

import logging
from decimal import ROUND_HALF_UP, Decimal

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

logger = logging.getLogger(__name__)


def make_prices_whole(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Round fractions to the nearest đồng; a price of nothing is none. Each change is logged."""
    records = apps.get_model("partner", "StockRecord").objects.using(
        schema_editor.connection.alias
    )
    for record in records.filter(price__isnull=False).only("pk", "price").iterator():
        whole = Decimal(record.price).quantize(Decimal(1), ROUND_HALF_UP)
        price = whole if whole > 0 else None
        if price != record.price:
            records.filter(pk=record.pk).update(price=price)
            logger.warning(
                "The price of stock record %s was %s and is now %s",
                record.pk,
                record.price,
                "none" if price is None else price,
            )


class Migration(migrations.Migration):
    dependencies = [("partner", "0007_partneraddress_code")]

    operations = [migrations.RunPython(make_prices_whole, migrations.RunPython.noop)]
