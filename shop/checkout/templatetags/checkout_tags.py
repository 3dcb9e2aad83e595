"""What the basket page shows of delivery: the basket stands below and cannot ask."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template.context import Context

from catalogue.cards import local_name
from catalogue.models import Province
from shop.basket.contents import ShownSeller
from shop.checkout import state
from shop.shipping.estimate import prices_by_zone
from shop.shipping.methods import ASSUMED_GRAMS, origin_of
from shop.shipping.rates import NoRate, zone_between
from shop.shipping.remembered_province import remembered_province

register = template.Library()


@dataclass(frozen=True)
class ParcelHint:
    """What one seller's parcel will cost: đồng from–to, the same twice once `place` is known."""

    origin: str
    lowest: int
    highest: int
    place: str = ""


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
    origin = origin_of(lines[0].stockrecord.partner, lines[0].product)
    grams = sum((line.product.weight_grams or ASSUMED_GRAMS) * line.quantity for line in lines)
    try:
        prices = prices_by_zone(grams)
    except NoRate:
        return None
    destination = _destination(context["request"])
    if destination is None:
        return ParcelHint(local_name(origin), min(prices.values()), max(prices.values()))
    price = prices[zone_between(origin, destination)]
    return ParcelHint(local_name(origin), price, price, local_name(destination))


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
