"""Made-up settings of delivery for some sellers of the demonstration: they stand in data/delivery.csv.

Where goods are picked up is no more than the commune or province that the register states, and says
that it is a demonstration's setting. How long fresh goods keep follows from their product set
(shop/shipping/data/perishability.csv).
"""

import csv
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models import Producer
from shop.partner.models import Partner

TABLE = Path(__file__).parent / "data" / "delivery.csv"
SETTINGS = ("packing_days", "free_delivery_from", "pickup_address", "pickup_hours")


@transaction.atomic
def set_delivery_terms(*, reset: bool = False) -> tuple[int, int]:
    """Give the sellers of the table their settings; returns how many were set, and 0 made.

    What a seller has decided since stays, unless `reset` asks for the shipped settings again.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {
            row["producer"]: row
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
        }
    producers = Producer.objects.filter(name__in=rows, partner__isnull=False)
    changed: list[Partner] = []
    for producer in producers.select_related("partner", "commune", "province").order_by("pk"):
        partner, row = producer.partner, rows[producer.name]
        if partner is not None and (reset or _is_untouched(partner)):
            partner.packing_days = int(row["packing_days"])
            partner.free_delivery_from = int(row["free_delivery_from"] or 0) or None
            partner.pickup_hours = row["pickup_hours"]
            partner.pickup_address = _place_of(producer) if row["pickup_hours"] else ""
            changed.append(partner)
    Partner.objects.bulk_update(changed, SETTINGS)
    return 0, len(changed)


def _is_untouched(partner: Partner) -> bool:
    return partner.packing_days == 1 and not (
        partner.free_delivery_from or partner.pickup_address or partner.closed_from
    )


def _place_of(producer: Producer) -> str:
    places = [place.title(today()) for place in (producer.commune, producer.province) if place]
    with translation.override("vi"):
        return _("%(place)s (demonstration setting)") % {"place": ", ".join(places)}
