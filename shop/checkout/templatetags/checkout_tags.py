"""What the basket page shows of delivery: the basket stands below and cannot ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context

from catalogue.cards import local_name
from catalogue.models import Province
from shop.basket.contents import ShownSeller
from shop.basket.models import Line
from shop.checkout import state
from shop.shipping.destinations import ProvinceChoice, list_destinations
from shop.shipping.estimate import prices_by_zone
from shop.shipping.methods import (
    ASSUMED_GRAMS,
    ZoneDelivery,
    is_delivered_free,
    missing_for_free_delivery,
    origin_of,
)
from shop.shipping.rates import NoRate
from shop.shipping.remembered_province import remembered_province

register = template.Library()


@dataclass(frozen=True)
class ParcelHint:
    """What one seller's parcel will cost and when it comes.

    Whole đồng from–to, the same twice once `place` is known; `days` are then the first and last day,
    and `late` the titles of what would not arrive fresh there. `missing` is how many đồng of goods
    are still missing until the seller bears the delivery, None where it never does.
    """

    origin: str
    lowest: int
    highest: int
    place: str = ""
    days: tuple[date, date] | None = None
    late: tuple[str, ...] = ()
    missing: int | None = None
    pickup: str = ""


class ParcelRequest(HttpRequest):
    """A request that remembers where its parcels go; only its type is ever asked for."""

    parcel_destination: Province | None


@register.simple_tag(takes_context=True)
def parcel_hint(context: Context, seller: ShownSeller) -> ParcelHint | None:
    """Return the hint, exact when the buyer has said where to; None where nothing is sent.

    One query a page, and only when the buyer has begun the checkout.
    """
    lines = seller.orderable
    if not lines:
        return None
    partner = lines[0].stockrecord.partner
    origin, destination = origin_of(partner, lines[0].product), _destination(context["request"])
    missing = missing_for_free_delivery(partner, lines)
    facts: dict[str, Any] = {
        "origin": local_name(origin),
        "missing": missing,
        "pickup": partner.pickup_address,
    }
    if destination is not None:
        return _exact_hint(list(lines), destination, facts)
    grams = sum((line.product.weight_grams or ASSUMED_GRAMS) * line.quantity for line in lines)
    try:
        prices = prices_by_zone(grams)
    except NoRate:
        return None
    if is_delivered_free(partner, lines):
        return ParcelHint(lowest=0, highest=0, **facts)
    return ParcelHint(lowest=min(prices.values()), highest=max(prices.values()), **facts)


def _exact_hint(
    lines: list[Line], destination: Province, facts: dict[str, Any]
) -> ParcelHint | None:
    """What goes there and when, and what would be too long on the way."""
    method = ZoneDelivery(destination)
    late = [line for line in lines if method.refusal_of(line) is not None]
    facts |= {
        "place": local_name(destination),
        "late": tuple(line.product.title for line in late),
    }
    try:
        parcels = method.parcels([line for line in lines if line not in late])
    except NoRate:
        return None
    if not parcels:
        return ParcelHint(lowest=0, highest=0, **facts)
    (parcel,) = parcels
    days = (parcel.promise.first, parcel.promise.last)
    return ParcelHint(lowest=parcel.price, highest=parcel.price, days=days, **facts)


@register.simple_tag(takes_context=True)
def destinations_to_ask(context: Context) -> tuple[ProvinceChoice, ...]:
    """Return the provinces to choose from while nobody has said where to; none once that is known."""
    return () if _destination(context["request"]) is not None else list_destinations()


def _destination(request: ParcelRequest) -> Province | None:
    """The province typed or chosen in this visit, or remembered from before; read once a request."""
    if not hasattr(request, "parcel_destination"):
        typed = state.load(request.session).typed
        communes, codes = typed.get("commune"), typed.get("province")
        provinces = Province.objects.select_related("region")
        if codes:
            request.parcel_destination = provinces.filter(code=codes).first()
        elif communes:
            request.parcel_destination = provinces.filter(communes__code=communes).first()
        else:
            request.parcel_destination = remembered_province(request)
    return request.parcel_destination
