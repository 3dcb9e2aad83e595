"""What the buyer reviews before ordering: plain objects made from a quote."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from shop.basket.contents import ShownLine, view_line
from shop.order.quote import Quote
from shop.promotion.shown import ShownPromotions, show_promotions
from shop.shipping.days import Days
from shop.shipping.methods import ASSUMED_GRAMS
from shop.shipping.rates import Zone

ZONES = {
    Zone.SAME_PROVINCE: _("within the province"),
    Zone.SAME_REGION: _("within the region"),
    Zone.OTHER: _("to another region"),
}


@dataclass(frozen=True)
class CheckoutParcel:
    """What one seller sends: price in whole đồng, weight in grams."""

    seller_name: str
    lines: tuple[ShownLine, ...]
    zone: str
    grams: int
    price: int
    days: Days
    assumed_grams: int | None


@dataclass(frozen=True)
class CheckoutReview:
    """The order as it would be placed now; money in whole đồng.

    Goods and delivery stand without promotions, the total is what is paid.
    """

    parcels: tuple[CheckoutParcel, ...]
    blocked: tuple[ShownLine, ...]
    goods: int
    shipping: int
    total: int
    fingerprint: str
    promotions: ShownPromotions = field(default_factory=ShownPromotions)

    @property
    def lines_with_label_gaps(self) -> list[ShownLine]:
        """Lines whose label lacks what the buyer has to accept first."""
        return [line for parcel in self.parcels for line in parcel.lines if line.label_gaps]


def read_checkout_review(quote: Quote) -> CheckoutReview:
    return CheckoutReview(
        parcels=tuple(
            CheckoutParcel(
                seller_name=parcel.partner.display_name,
                lines=tuple(view_line(line) for line in parcel.lines),
                zone=str(ZONES[parcel.zone]),
                grams=parcel.grams,
                price=parcel.price + quote.delivery_discounts.get(parcel.partner.pk, 0),
                days=parcel.days,
                assumed_grams=ASSUMED_GRAMS if parcel.weight_is_assumed else None,
            )
            for parcel in quote.parcels
        ),
        blocked=tuple(view_line(line) for line in quote.blocked),
        goods=quote.goods,
        shipping=quote.shipping + sum(quote.delivery_discounts.values()),
        promotions=show_promotions(quote.promotions, quote.delivery_discounts),
        total=quote.total,
        fingerprint=quote.fingerprint,
    )
