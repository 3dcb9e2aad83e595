"""Oscar's partner models, grown by who works for a seller, how it delivers and is taxed; prices are whole đồng."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord

from catalogue.change_history import ChangeHistory
from catalogue.clock import now
from shop.partner.tax_rates import GOODS_CLASSES

#: No seller packs longer; an order that takes more is made to measure, and agreed on by phone.
MOST_PACKING_DAYS = 30
LONGEST_CLOSURE = timedelta(days=120)
PAUSE_REASON_LENGTH = 150


class Partner(AbstractPartner):
    """Người bán: how long it packs, from what sum it bears the delivery, where goods are picked up.

    Money in whole đồng. A seller with a pickup address offers pickup; `closed_from` and
    `closed_until` are the first and last day on which it packs nothing and orders wait;
    `paused_from` and `paused_until` those on which it takes no orders (shop.partner.ordering_pause).
    A household on the direct method of VAT charges none. Its `users` are those who work for it now: see Membership.
    """

    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="partner.Membership",
        through_fields=("partner", "user"),
        related_name="partners",
        blank=True,
        verbose_name=_("Users"),
    )
    packing_days = models.PositiveSmallIntegerField(
        _("working days to pack"),
        default=1,
        help_text=_("0: an order of the morning is handed over the same day."),
    )
    free_delivery_from = models.PositiveIntegerField(
        _("delivery is free from"),
        null=True,
        blank=True,
        help_text=_("In đồng of goods in one order; you bear the delivery. Empty: never."),
    )
    pickup_address = models.CharField(
        _("pickup address"),
        max_length=250,
        blank=True,
        default="",
        help_text=_("Where buyers may pick up what they ordered. Empty: no pickup."),
    )
    pickup_hours = models.CharField(
        _("pickup hours"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Such as: Monday to Friday, 8:00–17:00."),
    )
    charges_vat = models.BooleanField(
        _("charges VAT"),
        default=True,
        help_text=_(
            "Off for a business household and for whoever pays VAT by the direct method: "
            "orders and invoices then show no VAT of this seller."
        ),
    )
    closed_from = models.DateField(_("closed from"), null=True, blank=True)
    closed_until = models.DateField(
        _("closed until"),
        null=True,
        blank=True,
        help_text=_("The last day on which nothing is packed."),
    )
    paused_from = models.DateField(_("no orders from"), null=True, blank=True)
    paused_until = models.DateField(_("no orders until"), null=True, blank=True)
    pause_reason = models.CharField(
        _("why no orders are taken"), max_length=PAUSE_REASON_LENGTH, blank=True, default=""
    )

    class Meta(AbstractPartner.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="partner_packing_days", condition=Q(packing_days__lte=MOST_PACKING_DAYS)
            ),
            models.CheckConstraint(
                name="partner_free_delivery_above_zero",
                condition=Q(free_delivery_from__isnull=True) | Q(free_delivery_from__gt=0),
            ),
            models.CheckConstraint(
                name="partner_pickup_has_address",
                condition=~Q(pickup_address="") | Q(pickup_hours=""),
            ),
            models.CheckConstraint(
                name="partner_closed_from_until",
                condition=Q(closed_from__isnull=True, closed_until__isnull=True)
                | Q(
                    closed_from__isnull=False,
                    closed_until__isnull=False,
                    closed_until__gte=F("closed_from"),
                ),
            ),
            models.CheckConstraint(
                name="partner_paused_from_until",
                condition=Q(paused_from__isnull=True, paused_until__isnull=True, pause_reason="")
                | Q(
                    paused_from__isnull=False,
                    paused_until__isnull=False,
                    paused_until__gte=F("paused_from"),
                ),
            ),
        ]

    def clean(self) -> None:
        """Say in words what the database would refuse, and that a shop is not closed for ever."""
        super().clean()
        if self.pickup_hours and not self.pickup_address:
            raise ValidationError({"pickup_address": _("Please say where goods are picked up.")})
        if (self.closed_from is None) != (self.closed_until is None):
            name = "closed_until" if self.closed_until is None else "closed_from"
            raise ValidationError({name: _("Please give the first and the last day.")})
        if self.closed_from is not None and self.closed_until is not None:
            if self.closed_until < self.closed_from:
                raise ValidationError({"closed_until": _("The last day is before the first.")})
            if self.closed_until - self.closed_from > LONGEST_CLOSURE:
                raise ValidationError({"closed_until": _("At most 120 days at a time.")})

    @property
    def offers_pickup(self) -> bool:
        """Whether buyers may come for their goods."""
        return bool(self.pickup_address)

    def is_paused_on(self, day: date) -> bool:
        """Whether no orders are taken on a day of Vietnam."""
        return self.paused_from is not None and self.paused_from <= day and self.has_pause_on(day)

    def has_pause_on(self, day: date) -> bool:
        """Whether a pause is running or still to come on a day of Vietnam."""
        return self.paused_until is not None and day <= self.paused_until


class MemberRole(models.TextChoices):
    """As what somebody works for a seller; what each may do stands in shop.partner.access."""

    OWNER = "owner", _("owner")
    SELLER = "seller", _("seller")
    PACKER = "packer", _("packer")


class Membership(models.Model):
    """Who works for a seller now, as what, since when. Whatever has ended is a PastMembership.

    So every reader, Oscar's too, sees only those who still belong.
    """

    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="memberships", verbose_name=_("seller")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("account"),
    )
    role = models.CharField(
        _("role"), max_length=10, choices=MemberRole.choices, default=MemberRole.OWNER
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    since = models.DateTimeField(_("since"), default=now)

    history = ChangeHistory()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="membership_one_live"),
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=MemberRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.partner_id} · {self.role}"


class PastMembership(models.Model):
    """Who once worked for a seller, as what, from when until when, and who ended it."""

    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="past_memberships", verbose_name=_("seller")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="past_memberships",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=10, choices=MemberRole.choices)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), default=now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        ordering = ["-until", "pk"]
        verbose_name = _("past membership")
        verbose_name_plural = _("past memberships")
        constraints = [
            models.CheckConstraint(
                name="past_membership_in_order", condition=Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.partner_id} · {self.role}"


class StockRecord(AbstractStockRecord):
    """What one seller asks for a product, how many are left, and when it takes no orders for it.

    A pause without `paused_until` lasts until the seller ends it.
    """

    tax_class = models.CharField(
        _("how it is taxed"),
        max_length=20,
        choices=GOODS_CLASSES,
        blank=True,
        help_text=_(
            "Empty: as the law has it for the kind of goods. Ask the accountant before choosing "
            "a class of farm goods."
        ),
    )
    paused_from = models.DateField(_("no orders from"), null=True, blank=True)
    paused_until = models.DateField(_("no orders until"), null=True, blank=True)
    pause_reason = models.CharField(
        _("why no orders are taken"), max_length=PAUSE_REASON_LENGTH, blank=True, default=""
    )

    history = ChangeHistory(excluded_fields=["num_allocated", "date_created", "date_updated"])

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="stock_record_paused_from_until",
                condition=Q(paused_from__isnull=True, paused_until__isnull=True, pause_reason="")
                | Q(paused_from__isnull=False)
                & ~Q(pause_reason="")
                & (Q(paused_until__isnull=True) | Q(paused_until__gte=F("paused_from"))),
            ),
            # The column has two digits behind the point, and rounding it would hide a slip.
            models.CheckConstraint(
                name="stock_record_price_whole_dong",
                condition=Q(price__isnull=True)
                | Q(price__gt=0, price=Cast(F("price"), models.BigIntegerField())),
            ),
            models.CheckConstraint(
                name="stock_record_tax_class_known",
                condition=Q(tax_class__in=["", *dict(GOODS_CLASSES)]),
            ),
        ]

    def is_paused_on(self, day: date) -> bool:
        """Whether no orders are taken for it on a day of Vietnam; its seller's break is another thing."""
        return self.paused_from is not None and self.paused_from <= day and self.has_pause_on(day)

    def has_pause_on(self, day: date) -> bool:
        """Whether a pause is running or still to come on a day of Vietnam."""
        return self.paused_from is not None and (
            self.paused_until is None or day <= self.paused_until
        )


class PriceRecord(models.Model):
    """A price from a moment on, in whole đồng; none where it was withdrawn. Written by triggers.

    What a thing cost before a promotion is read here (NĐ 81/2018 as amended).
    """

    stockrecord = models.ForeignKey(
        "partner.StockRecord", models.CASCADE, related_name="price_records"
    )
    price = models.DecimalField(
        _("price in đồng"), max_digits=12, decimal_places=0, null=True, blank=True
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("price from a moment on")
        verbose_name_plural = _("prices from a moment on")
        indexes = [models.Index(fields=["stockrecord", "at"], name="price_record_of_stock")]

    def __str__(self) -> str:
        return f"{self.stockrecord_id}: {self.price}"


from shop.partner.onboarding.assistance import AssistanceConsent, AssistedAct, ConsentForm
from shop.partner.onboarding.claims import ClaimState, ClaimTransition, ProducerClaim
from shop.partner.onboarding.invitations import Invitation
from shop.partner.onboarding.papers import PaperKind, SellerPaper
from shop.partner.shop_pause import ShopPause
from shop.partner.goods_sheets.models import (
    ChangedNumber,
    GoodsChange,
    GoodsChangeState,
    GoodsUpload,
    GoodsUploadState,
)
from shop.partner.traffic.models import DailyTraffic, SearchArrival

# Once ours are registered, Oscar's module has none of its own; the checker sees them there.
from oscar.apps.partner.models import *  # type: ignore[assignment]
