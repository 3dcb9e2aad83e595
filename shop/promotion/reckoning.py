"""What the promotions of the moment and the codes of a basket take off it, and why a code does not.

The arithmetic on lines is Oscar's engine's; here it is decided which promotion comes to it, in
which order: those for everybody first, then codes, and a line takes one of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.apps.offer.applicator import Applicator
from oscar.apps.offer.models import ConditionalOffer, RangeProduct

from shop.partner.models import PriceRecord
from shop.partner.price_history import read_price_histories, reference_price
from shop.promotion.law import may_be_promoted, most_off_a_piece
from shop.promotion.models import (
    Promotion,
    PromotionKind,
    PromotionScope,
    PromotionState,
    PromotionUse,
)
from theme.formats import dong, end_moment

_ORDER: list[str] = [PromotionKind.PERCENTAGE, PromotionKind.AMOUNT, PromotionKind.FREE_DELIVERY]


@dataclass(frozen=True)
class PromotionBuyer:
    """By what earlier uses of a buyer are known: account, canonical e-mails, phones as +84…."""

    user: int | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    def uses(self) -> Q | None:
        """Return the condition on this buyer's uses, None for nobody in particular."""
        parts = []
        if self.user is not None:
            parts.append(Q(order__user=self.user))
        if any(self.emails):
            parts.append(Q(order__guest_email__in=[email for email in self.emails if email]))
        phones = [phone for phone in self.phones if phone]
        if phones:
            parts.append(Q(order__submission__buyer_phone__in=phones))
            parts.append(Q(order__submission__phone__in=phones, order__submission__is_gift=False))
        condition = None
        for part in parts:
            condition = part if condition is None else condition | part
        return condition


@dataclass(frozen=True)
class AppliedPromotion:
    """What one promotion does: đồng off each line by its key, or the sellers who deliver free."""

    promotion: Promotion
    by_line: dict[int, int] = field(default_factory=dict)
    free_sellers: frozenset[int] = frozenset()

    @property
    def goods(self) -> int:
        """Return what it takes off goods."""
        return sum(self.by_line.values())


@dataclass(frozen=True)
class RefusedCode:
    """A code in the basket that gives nothing now, and why, in words for the buyer."""

    code: str
    reason: str


@dataclass(frozen=True)
class BasketPromotions:
    """What promotions do to a basket at this moment; whole đồng."""

    applied: tuple[AppliedPromotion, ...] = ()
    refused: tuple[RefusedCode, ...] = ()

    @property
    def goods(self) -> int:
        """Return what is taken off goods."""
        return sum(applied.goods for applied in self.applied)

    def delivered_free(self, partner: int) -> AppliedPromotion | None:
        """Return what pays the delivery of a seller, if anything does."""
        return next((applied for applied in self.applied if partner in applied.free_sellers), None)


def apply_promotions(
    basket: AbstractBasket, buyer: PromotionBuyer | None = None
) -> BasketPromotions:
    """Write the discounts on the basket's lines and return them; anew each time it is called.

    One query while nothing is promoted, at most six otherwise, for any number of lines. Without a
    buyer the account of the basket is asked for.
    """
    lines = list(basket.all_lines())
    for line in lines:
        line.clear_discount()
    if not basket.pk:
        return BasketPromotions()
    promotions = list(Promotion.objects.of_basket(basket).with_offer())
    if not promotions:
        return BasketPromotions()
    reckoning = _Reckoning(
        promotions,
        [line for line in lines if line.block is None],
        buyer or PromotionBuyer(user=basket.owner_id),
    )
    Applicator().apply_offers(basket, reckoning.offers())
    return reckoning.result()


def count_uses(
    promotions: Iterable[Promotion], buyer: PromotionBuyer
) -> dict[int, tuple[int, int]]:
    """Return for each limited promotion how many orders used it, and how many of them the buyer's."""
    limited = [promotion.pk for promotion in promotions if promotion.has_limit]
    if not limited:
        return {}
    own = buyer.uses()
    rows = (
        PromotionUse.objects.counting()
        .filter(promotion__in=limited)
        .order_by()
        .values("promotion")
        .annotate(
            every=Count("pk", distinct=True),
            own=Count("pk", filter=Q(pk__in=[]) if own is None else own, distinct=True),
        )
    )
    return {row["promotion"]: (row["every"], row["own"]) for row in rows}


class _Reckoning:
    """Gives Oscar's engine one offer after the other and keeps what became of each."""

    def __init__(
        self, promotions: list[Promotion], lines: list[AbstractLine], buyer: PromotionBuyer
    ) -> None:
        self.lines = lines
        self.promotions = sorted(
            promotions,
            key=lambda each: (bool(each.voucher_id), _ORDER.index(each.kind), -each.value, each.pk),
        )
        self.uses = count_uses(promotions, buyer)
        self.chosen = _chosen_products(promotions)
        self.histories = self._histories() if lines else {}
        self.with_public: set[int] = set()
        self.with_code: dict[int, str] = {}
        self.free: set[int] = set()
        self.applied: list[AppliedPromotion] = []
        self.refused: list[RefusedCode] = []

    def _histories(self) -> dict[int, list[PriceRecord]]:
        return read_price_histories({line.stockrecord_id for line in self.lines})

    def offers(self) -> Iterator[ConditionalOffer]:
        """Yield the offers that count, each when all before it have been applied."""
        for promotion in self.promotions:
            reason = self._prepare(promotion)
            if reason:
                self._refuse(promotion, reason)
                continue
            yield promotion.offer
            if promotion.kind != PromotionKind.FREE_DELIVERY:
                self._note_discounts(promotion)

    def result(self) -> BasketPromotions:
        return BasketPromotions(tuple(self.applied), tuple(self.refused))

    def _refuse(self, promotion: Promotion, reason: str) -> None:
        if promotion.code:
            self.refused.append(RefusedCode(promotion.code, reason))

    def _note_discounts(self, promotion: Promotion) -> None:
        by_line = {
            line.pk: int(discount.amount)
            for line in self.lines
            for discount in line.discounts
            if discount.offer is promotion.offer
        }
        if not by_line:
            self._refuse(promotion, _("These goods are reduced as far as the law allows."))
            return
        for key in by_line:
            if promotion.code:
                self.with_code[key] = promotion.code
            else:
                self.with_public.add(key)
        self.applied.append(AppliedPromotion(promotion, by_line))

    def _prepare(self, promotion: Promotion) -> str:
        """Set the scope of a promotion, or return why it gives nothing."""
        reason = time_refusal(promotion) or self._limit_refusal(promotion)
        if reason:
            return reason
        named = [line for line in self.lines if self._names(promotion, line)]
        lines = [line for line in named if may_be_promoted(line.product)]
        if not lines:
            if named:
                return _("The law allows no promotion of these goods.")
            return _("It is not for the goods in your basket.")
        missing = promotion.minimum - sum(int(line.line_price_incl_tax) for line in lines)
        if missing > 0:
            return _("It needs goods for %(minimum)s; %(missing)s are missing.") % {
                "minimum": dong(promotion.minimum),
                "missing": dong(missing),
            }
        if promotion.kind == PromotionKind.FREE_DELIVERY:
            return self._free(promotion, lines)
        taken = self.with_code if promotion.code else self.with_public
        free = [line for line in lines if line.pk not in taken]
        if not free:
            other = {"code": self.with_code.get(lines[0].pk, "")}
            return _("These goods have the code %(code)s already; take that one out first.") % other
        promotion.scope = PromotionScope(
            tuple(free), tuple(self._most_off(promotion, line) for line in free)
        )
        return ""

    def _free(self, promotion: Promotion, lines: list[AbstractLine]) -> str:
        """Take the sellers whose parcel holds nothing that the law bars from it."""
        barred = {
            line.stockrecord.partner_id for line in self.lines if not may_be_promoted(line.product)
        }
        sellers = {line.stockrecord.partner_id for line in lines} - barred - self.free
        if not sellers:
            return _("It changes nothing about these parcels.")
        promotion.scope = PromotionScope(tuple(lines), (0,) * len(lines))
        self.free |= sellers
        self.applied.append(AppliedPromotion(promotion, free_sellers=frozenset(sellers)))
        return ""

    def _names(self, promotion: Promotion, line: AbstractLine) -> bool:
        """Whether a promotion means the goods of a line."""
        return promotion.names(
            partner=line.stockrecord.partner_id, product=line.product_id, chosen=self.chosen
        )

    def _limit_refusal(self, promotion: Promotion) -> str:
        every, own = self.uses.get(promotion.pk, (0, 0))
        if promotion.max_uses is not None and every >= promotion.max_uses:
            return _("It has been used up.")
        if promotion.max_uses_per_buyer is not None and own >= promotion.max_uses_per_buyer:
            return _("You have used it already.")
        return ""

    def _most_off(self, promotion: Promotion, line: AbstractLine) -> int:
        history = self.histories.get(line.stockrecord_id, [])
        return most_off_a_piece(
            int(line.unit_price_incl_tax), reference_price(history, promotion.starts_at)
        )


def time_refusal(promotion: Promotion) -> str:
    """Return why a promotion does not count at this moment, or nothing."""
    state = promotion.state
    if state is PromotionState.COMING:
        return _("It can be used from %(moment)s.") % {
            "moment": f"{promotion.starts_at:%H:%M %d/%m/%Y}"
        }
    if state is PromotionState.ENDED:
        return _("It ended: %(moment)s.") % {"moment": end_moment(promotion.ends_at)}
    return ""


def _chosen_products(promotions: Iterable[Promotion]) -> dict[int, set[int]]:
    """Return the products of those promotions that are for chosen ones alone."""
    ranges = {
        range_.pk: promotion.pk
        for promotion in promotions
        if (range_ := promotion.offer.benefit.range) and not range_.includes_all_products
    }
    if not ranges:
        return {}
    chosen: defaultdict[int, set[int]] = defaultdict(set)
    for key in ranges.values():
        chosen[key] = set()
    pairs = RangeProduct.objects.filter(range__in=ranges).values_list("range", "product")
    for owner, product in pairs:
        chosen[ranges[owner]].add(product)
    return chosen


def lock_limited(basket: AbstractBasket) -> None:
    """Lock the promotions whose uses are counted, in the order of their keys, until the order stands."""
    rows = Promotion.objects.of_basket(basket).limited().order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
