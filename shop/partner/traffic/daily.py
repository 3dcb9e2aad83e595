"""What the worker does with the counts once a day: it looks what is sold out, and forgets what is old."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from catalogue.clock import present_day
from shop.partner.models import DailyTraffic, SearchArrival, StockRecord

RETENTION = timedelta(days=400)
_BATCH = 1000


@transaction.atomic
def close_day() -> str:
    """Write down what cannot be had at this moment, once a day, and delete counts past RETENTION."""
    day = present_day()
    counted = StockRecord.objects.filter(num_in_stock__isnull=False, product__is_public=True)
    left = F("num_in_stock") - Coalesce("num_allocated", 0)
    gone = counted.annotate(left=left).filter(left__lte=0).values_list("product", flat=True)
    DailyTraffic.objects.bulk_create(
        [DailyTraffic(product_id=product, day=day, was_sold_out=True) for product in set(gone)],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["product", "day"],
        update_fields=["was_sold_out"],
    )
    for model in (DailyTraffic, SearchArrival):
        model._default_manager.filter(day__lt=day - RETENTION).delete()
    return ""
