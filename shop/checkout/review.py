"""What the buyer reviews before ordering: plain objects made from a quote."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from shop.basket.contents import ShownLine, view_line
from shop.order.quote import Quote
from shop.partner.tax import TaxedAmount, sum_by_rate
from shop.promotion.promotion_rows import ShownPromotions, show_promotions
from shop.shipping.methods import ASSUMED_GRAMS, QuotedParcel
from shop.shipping.perishability import strictest_perishability
from shop.shipping.promise import DeliveryPromise
from shop.shipping.rates import Zone

ZONES = {
    Zone.SAME_PROVINCE: _("within the province"),
    Zone.SAME_REGION: _("within the region"),
    Zone.OTHER: _("to another region"),
}


@dataclass(frozen=True)
class CheckoutParcel:
    """What one seller sends: weight in grams; price, and what the seller bears of it, in whole đồng."""

    partner: int
    seller_name: str
    lines: tuple[ShownLine, ...]
    zone: str
    grams: int
    price: int
    borne: int
    promise: DeliveryPromise
    pickup_address: str
    pickup_hours: str
    fresh_hours: int | None
    assumed_grams: int | None


@dataclass(frozen=True)
class CheckoutReview:
    """The order as it would be placed now; money in whole đồng.

    Goods and delivery stand without promotions, the total is what is paid; `taxes` is the VAT
    by rate within.
    """

    parcels: tuple[CheckoutParcel, ...]
    blocked: tuple[ShownLine, ...]
    goods: int
    shipping: int
    total: int
    fingerprint: str
    taxes: tuple[TaxedAmount, ...]
    promotions: ShownPromotions = field(default_factory=ShownPromotions)

    @property
    def lines_with_label_gaps(self) -> list[ShownLine]:
        """Lines whose label lacks what the buyer has to accept first."""
        return [line for parcel in self.parcels for line in parcel.lines if line.label_gaps]


def read_checkout_review(quote: Quote) -> CheckoutReview:
    return CheckoutReview(
        parcels=tuple(
            CheckoutParcel(
                partner=parcel.partner.pk,
                seller_name=parcel.partner.display_name,
                lines=tuple(view_line(line) for line in parcel.lines),
                zone=str(ZONES[parcel.zone]),
                grams=parcel.grams,
                price=parcel.price + quote.delivery_discounts.get(parcel.partner.pk, 0),
                borne=parcel.borne,
                promise=parcel.promise,
                pickup_address=parcel.partner.pickup_address if parcel.is_pickup else "",
                pickup_hours=parcel.partner.pickup_hours if parcel.is_pickup else "",
                fresh_hours=_fresh_hours(parcel),
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
        taxes=sum_by_rate(part for parcel in quote.taxes for part in parcel.parts),
    )


def _fresh_hours(parcel: QuotedParcel) -> int | None:
    fresh = strictest_perishability(line.product for line in parcel.lines)
    return fresh.return_hours if fresh else None
