"""A promotion: Oscar's offer, its code if it has one, and what Oscar does not know of it.

Name, terms, beginning and end stand on Oscar's offer; a code is Oscar's voucher.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.apps.voucher.models import Voucher

from catalogue.clock import VIETNAM, now


class PromotionKind(models.TextChoices):
    """What a promotion gives."""

    PERCENTAGE = "percentage", _("percentage off")
    AMOUNT = "amount", _("amount off")
    FREE_DELIVERY = "free_delivery", _("free delivery")


class Bearer(models.TextChoices):
    """Who goes without the money: it decides what a seller is paid."""

    SELLER = "seller", _("the seller")
    SHOP = "shop", _("the shop")


class PromotionState(models.TextChoices):
    """Where a promotion stands on a moment."""

    COMING = "coming", _("to come")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


@dataclass(frozen=True)
class PromotionScope:
    """The lines of one basket that a promotion takes in.

    `most_off` is how many đồng the law lets all promotions together take off a piece of each.
    """

    lines: tuple[AbstractLine, ...]
    most_off: tuple[int, ...]


class PromotionQuerySet(models.QuerySet["Promotion"]):
    """Adjectives of promotions."""

    def running(self, at: datetime | None = None) -> "PromotionQuerySet":
        """Begun and not ended."""
        moment = at or now()
        return self.filter(offer__start_datetime__lte=moment, offer__end_datetime__gt=moment)

    def for_everybody(self) -> "PromotionQuerySet":
        """Without a code."""
        return self.filter(voucher=None)

    def of_basket(self, basket: AbstractBasket) -> "PromotionQuerySet":
        """What may come to count in a basket: running ones for everybody, and those of its codes."""
        codes: QuerySet[Voucher] = Voucher.objects.filter(basket=basket.pk)
        moment = now()
        return self.filter(
            Q(voucher=None, offer__start_datetime__lte=moment, offer__end_datetime__gt=moment)
            | Q(voucher__in=codes)
        )

    def limited(self) -> "PromotionQuerySet":
        """With a limit of uses."""
        return self.exclude(max_uses=None, max_uses_per_buyer=None)

    def with_offer(self) -> "PromotionQuerySet":
        """With all of Oscar's rows that applying one reads."""
        return self.select_related(
            "offer__condition", "offer__benefit__range", "voucher", "partner"
        )


class Promotion(models.Model):
    """Khuyến mãi. Money in whole đồng; who bears it is written down and goes into the settlement."""

    offer = models.OneToOneField("offer.ConditionalOffer", models.CASCADE, related_name="promotion")
    voucher = models.OneToOneField(
        "voucher.Voucher", models.CASCADE, null=True, blank=True, related_name="promotion"
    )
    kind = models.CharField(_("what it gives"), max_length=20, choices=PromotionKind.choices)
    value = models.PositiveIntegerField(_("percent, or đồng"), default=0)
    bearer = models.CharField(_("who bears it"), max_length=10, choices=Bearer.choices)
    partner = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("seller"),
    )
    minimum = models.PositiveIntegerField(_("goods for at least"), default=0)
    max_uses = models.PositiveIntegerField(_("orders at most"), null=True, blank=True)
    max_uses_per_buyer = models.PositiveIntegerField(
        _("orders of one buyer at most"), null=True, blank=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))

    objects = PromotionQuerySet.as_manager()

    #: Set while a basket is reckoned.
    scope: PromotionScope | None = None

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        constraints = [
            models.CheckConstraint(
                name="promotion_value_of_kind",
                condition=Q(kind="percentage", value__range=(1, 100))
                | Q(kind="amount", value__gt=0)
                | Q(kind="free_delivery", value=0),
            ),
            models.CheckConstraint(
                name="promotion_bearer_known", condition=Q(bearer__in=Bearer.values)
            ),
            models.CheckConstraint(
                name="promotion_seller_bears_own",
                condition=~Q(bearer="seller") | Q(partner__isnull=False),
            ),
            models.CheckConstraint(
                name="promotion_limits_positive",
                condition=(Q(max_uses__isnull=True) | Q(max_uses__gt=0))
                & (Q(max_uses_per_buyer__isnull=True) | Q(max_uses_per_buyer__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.offer)

    @property
    def name(self) -> str:
        """Return what it is called, to buyers as well."""
        return str(self.offer.name)

    @property
    def code(self) -> str:
        """Return its code, empty where it is for everybody."""
        return str(self.voucher.code) if self.voucher else ""

    @property
    def terms(self) -> str:
        return str(self.offer.description)

    @property
    def starts_at(self) -> datetime:
        """Return when it begins, in Vietnam's time."""
        return _in_vietnam(self.offer.start_datetime)

    @property
    def ends_at(self) -> datetime:
        """Return when it ends, in Vietnam's time; that moment is not in it any more."""
        return _in_vietnam(self.offer.end_datetime)

    @property
    def has_limit(self) -> bool:
        return self.max_uses is not None or self.max_uses_per_buyer is not None

    @property
    def state(self) -> PromotionState:
        """Return where it stands now."""
        moment = now()
        if moment < self.starts_at:
            return PromotionState.COMING
        return PromotionState.RUNNING if moment < self.ends_at else PromotionState.ENDED

    def names(
        self, *, partner: int | None, product: int, chosen: Mapping[int, Collection[int]]
    ) -> bool:
        """Whether it means a seller's goods; `chosen` has the products of those for chosen ones alone."""
        if self.partner_id and partner != self.partner_id:
            return False
        return self.pk not in chosen or product in chosen[self.pk]


def _in_vietnam(moment: datetime | None) -> datetime:
    """Return a moment that Oscar's column leaves open, and a promotion always has."""
    if moment is None:
        raise ValueError("a promotion begins and ends")
    return moment.astimezone(VIETNAM)


class PromotionUseQuerySet(models.QuerySet["PromotionUse"]):
    """Adjectives of uses."""

    def counting(self) -> "PromotionUseQuerySet":
        """Of orders that stand: one that was cancelled whole gives its use back."""
        return self.exclude(order__status="cancelled")


class PromotionUse(models.Model):
    """What a promotion took off an order, in whole đồng; once for an order and a promotion.

    Whose use it was is read from the order, so that it is forgotten with the buyer.
    """

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="uses")
    order = models.ForeignKey("order.Order", models.CASCADE, related_name="promotion_uses")
    name = models.CharField(_("name when ordered"), max_length=128)
    code = models.CharField(_("code"), max_length=128, blank=True)
    bearer = models.CharField(_("who bears it"), max_length=10, choices=Bearer.choices)
    goods = models.PositiveIntegerField(_("taken off goods in đồng"))
    delivery = models.PositiveIntegerField(_("taken off delivery in đồng"))
    used_at = models.DateTimeField(_("used at"))

    objects = PromotionUseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("use of a promotion")
        verbose_name_plural = _("uses of promotions")
        constraints = [
            models.UniqueConstraint(fields=["promotion", "order"], name="promotion_use_once"),
            models.CheckConstraint(
                name="promotion_use_gave_something", condition=Q(goods__gt=0) | Q(delivery__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id} · {self.order_id}"


from shop.promotion.benefits import PromotionBenefit, PromotionCondition
