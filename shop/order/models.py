"""Oscar's order, grown by what Vietnam needs: one producer order a seller, what was promised, who agreed.

Oscar's own tables stay as they are; our facts stand beside them and point to them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.abstract_models import AbstractOrder, AbstractOrderNote

from shop.payment.methods import find_method
from shop.users.email import CanonicalEmailField

#: Characters of what people write about a step of an order.
MAX_NOTE_LENGTH = 500


class ProducerOrderStatus(models.TextChoices):
    """How far a seller is with a producer order; one that awaits payment is not the seller's yet."""

    AWAITING = "awaiting", _("awaiting payment")
    NEW = "new", _("new")
    CONFIRMED = "confirmed", _("confirmed")
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")
    RETURNED = "returned", _("returned")


#: Of parcels that are picked up: packed is ready, and none is ever on its way.
PICKUP_LABELS = {
    ProducerOrderStatus.PACKED: _("ready for pickup"),
    ProducerOrderStatus.DELIVERED: _("picked up"),
}


class OrderStatus(models.TextChoices):
    """How far a whole order is: see shop.order.states.order_status_from."""

    AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
    NEW = "new", _("new")
    CONFIRMED = "confirmed", _("confirmed")
    PACKED = "packed", _("packed")
    PARTLY_SHIPPED = "partly_shipped", _("partly on its way")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")
    RETURNED = "returned", _("returned")


class Role(models.TextChoices):
    """As whom somebody changed a producer order."""

    BUYER = "buyer", _("the buyer")
    SELLER = "seller", _("the seller")
    STAFF = "staff", _("the shop")
    SYSTEM = "system", _("the clock or the payment")


class TransitionReason(models.TextChoices):
    """Why a producer order was cancelled or came back."""

    CHANGED_MIND = "changed_mind", _("I no longer need it")
    ORDERED_WRONG = "ordered_wrong", _("I ordered the wrong thing, quantity or address")
    TOO_SLOW = "too_slow", _("It takes too long")
    BUYER_ASKED = "buyer_asked", _("the buyer asked for it")
    OUT_OF_STOCK = "out_of_stock", _("the goods have run out")
    CANNOT_DELIVER = "cannot_deliver", _("it cannot be delivered to this address")
    UNREACHABLE = "unreachable", _("the buyer could not be reached")
    NOT_PAID = "not_paid", _("it was not paid in time")
    REFUSED = "refused", _("the buyer refused the parcel")
    DAMAGED = "damaged", _("the goods arrived damaged")
    NOT_AS_SHOWN = "not_as_shown", _("the goods are not as described")
    OTHER = "other", _("another reason")


class Order(AbstractOrder):
    """Đơn hàng. Its status follows from its producer orders, so Oscar's screens may show but not set it."""

    guest_email = CanonicalEmailField(_("Guest email address"), blank=True)

    pipeline = dict.fromkeys(OrderStatus.values, ())

    @property
    def status_label(self) -> str:
        """Return the status in words; orders from before statuses are new."""
        return str(OrderStatus(self.status or OrderStatus.NEW).label)


class OrderNote(AbstractOrderNote):
    """A remark of the shop's people about an order."""

    def is_editable(self) -> bool:
        """Return whether it can be taken back: for five minutes, where upstream forgets whole days."""
        age = timezone.now() - self.date_updated
        return self.note_type != self.SYSTEM and age.total_seconds() < self.editable_lifetime


class OrderSubmission(models.Model):
    """What the buyer declared by pressing the button; the token makes a second press harmless."""

    order = models.OneToOneField("order.Order", models.CASCADE, related_name="submission")
    token = models.UUIDField(_("submission token"), unique=True)
    phone = models.CharField(_("phone"), max_length=16, db_index=True)
    buyer_phone = models.CharField(
        _("the buyer's own phone"), max_length=16, blank=True, default="", db_index=True
    )
    #: Where it is sent; nowhere where the buyer comes for every parcel.
    province = models.ForeignKey(
        "catalogue.Province", models.PROTECT, null=True, blank=True, related_name="+"
    )
    commune = models.ForeignKey(
        "catalogue.Commune", models.PROTECT, null=True, blank=True, related_name="+"
    )
    former_place = models.CharField(
        _("old name the place was chosen by"), max_length=250, blank=True, default=""
    )
    payment_code = models.CharField(_("payment code"), max_length=20)
    payment_label = models.CharField(_("way of paying"), max_length=120)
    is_gift = models.BooleanField(_("sent to somebody else"), default=False)
    giver_name = models.CharField(_("the giver's name"), max_length=200, blank=True, default="")
    wished_on = models.DateField(_("wished day of delivery"), null=True, blank=True)
    gift_message = models.TextField(_("words for the card of a gift"), blank=True)
    invoice_tax_code = models.CharField(_("tax code for the invoice"), max_length=14, blank=True)
    invoice_company = models.CharField(_("company on the invoice"), max_length=200, blank=True)
    invoice_address = models.CharField(_("address on the invoice"), max_length=250, blank=True)
    invoice_email = CanonicalEmailField(_("e-mail for the invoice"), blank=True)
    consent_text = models.TextField(_("text agreed to"))
    data_consent_text = models.TextField(_("text on personal data agreed to"), blank=True)
    terms_version = models.CharField(_("version of the terms"), max_length=200, blank=True)
    consented_at = models.DateTimeField(_("agreed at"))
    language = models.CharField(_("language"), max_length=10)
    leftover_basket = models.ForeignKey(
        "basket.Basket",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("basket with what could not be ordered"),
    )

    class Meta:
        verbose_name = _("order submission")
        verbose_name_plural = _("order submissions")
        constraints = [
            models.CheckConstraint(
                name="order_submission_has_consent", condition=~Q(consent_text="")
            ),
            models.CheckConstraint(
                name="order_submission_invoice_whole_or_none",
                condition=Q(invoice_tax_code="", invoice_company="", invoice_address="")
                | ~(Q(invoice_tax_code="") | Q(invoice_company="") | Q(invoice_address="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)

    def payment_label_of(self, method: str) -> str:
        """Return how it is paid by now: as was agreed to, unless the buyer has changed it since.

        Whoever reads in another language reads its name there.
        """
        as_agreed = method == self.payment_code and get_language() == self.language
        found = None if as_agreed else find_method(method)
        return str(found.label) if found else self.payment_label


class ProducerOrder(models.Model):
    """Phần của một người bán: the lines of one seller, sent as one parcel, with its own status.

    `promised_from` and `promised_until` are days in Vietnam, as promised when it was ordered; of what
    is picked up both are the day it is ready, and address and hours are those of that moment.
    `shipping_cost` is what the buyer pays for delivery, after `delivery_discount`.
    """

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="producer_orders")
    partner = models.ForeignKey(
        "partner.Partner", models.PROTECT, related_name="producer_orders", verbose_name=_("seller")
    )
    producer = models.ForeignKey(
        "catalogue.Producer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="producer_orders",
        verbose_name=_("producer"),
    )
    seller_name = models.CharField(_("seller's name when ordered"), max_length=200)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ProducerOrderStatus.choices,
        default=ProducerOrderStatus.NEW,
    )
    parcel_grams = models.PositiveIntegerField(_("parcel weight in grams"))
    shipping_zone = models.CharField(_("delivery zone"), max_length=20)
    shipping_cost = models.DecimalField(_("delivery cost in đồng"), max_digits=12, decimal_places=0)
    # The tax within the delivery cost, as on the day of the order; none of before taxes were kept.
    shipping_tax_class = models.CharField(_("class of VAT"), max_length=20, blank=True)
    shipping_tax_percent = models.DecimalField(
        _("VAT in per cent"), max_digits=4, decimal_places=1, null=True
    )
    shipping_tax = models.DecimalField(
        _("VAT within the delivery cost in đồng"), max_digits=12, decimal_places=0, null=True
    )
    #: Follows from the items of refunds that were sent; kept so that lists need not ask for them.
    refunded = models.DecimalField(
        _("refunded in đồng"), max_digits=12, decimal_places=0, default=0
    )
    #: What the carrier costs and the buyer does not pay; `shipping_cost` is then 0.
    shipping_borne = models.DecimalField(
        _("delivery borne by the seller in đồng"), max_digits=12, decimal_places=0, default=0
    )
    promised_from = models.DateField(_("promised from"), null=True)
    promised_until = models.DateField(_("promised until"), null=True)
    pickup_address = models.CharField(_("pickup address"), max_length=250, blank=True, default="")
    pickup_hours = models.CharField(_("pickup hours"), max_length=200, blank=True, default="")
    delivery_discount = models.DecimalField(
        _("taken off its delivery in đồng"), max_digits=12, decimal_places=0, default=0
    )
    shop_discount = models.DecimalField(
        _("discounts that the shop bears, in đồng"), max_digits=12, decimal_places=0, default=0
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("producer order")
        verbose_name_plural = _("producer orders")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "partner"], name="producer_order_one_per_seller"
            ),
            models.CheckConstraint(
                name="producer_order_cost_not_negative", condition=Q(shipping_cost__gte=0)
            ),
            models.CheckConstraint(
                name="producer_order_shipping_tax_within_cost",
                condition=Q(shipping_tax__isnull=True)
                | Q(shipping_tax__gte=0, shipping_tax__lte=models.F("shipping_cost")),
            ),
            models.CheckConstraint(
                name="producer_order_refunded_not_negative", condition=Q(refunded__gte=0)
            ),
            models.CheckConstraint(
                name="producer_order_discounts_not_negative",
                condition=Q(delivery_discount__gte=0, shop_discount__gte=0),
            ),
            models.CheckConstraint(
                name="producer_order_status_known",
                condition=Q(status__in=ProducerOrderStatus.values),
            ),
            models.CheckConstraint(
                name="producer_order_promise_in_order",
                condition=Q(promised_from__isnull=True, promised_until__isnull=True)
                | Q(
                    promised_from__isnull=False,
                    promised_until__isnull=False,
                    promised_until__gte=models.F("promised_from"),
                ),
            ),
            models.CheckConstraint(
                name="producer_order_borne_not_negative", condition=Q(shipping_borne__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} · {self.seller_name}"

    @property
    def is_pickup(self) -> bool:
        """Whether the buyer comes for it: no courier ever has it."""
        return bool(self.pickup_address)

    @property
    def status_label(self) -> str:
        """Return the status in words that fit how it reaches the buyer."""
        label = PICKUP_LABELS.get(ProducerOrderStatus(self.status)) if self.is_pickup else None
        return str(label or self.get_status_display())


class ProducerOrderTransition(models.Model):
    """One change of status: who made it, when, why. A person enters each status once at most."""

    producer_order = models.ForeignKey(
        ProducerOrder, models.CASCADE, related_name="transitions", verbose_name=_("parcel")
    )
    before = models.CharField(_("from"), max_length=10, choices=ProducerOrderStatus.choices)
    after = models.CharField(_("to"), max_length=10, choices=ProducerOrderStatus.choices)
    at = models.DateTimeField(_("at"))
    role = models.CharField(_("by"), max_length=10, choices=Role.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    reason = models.CharField(
        _("reason"), max_length=20, choices=TransitionReason.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=MAX_NOTE_LENGTH, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a parcel")
        verbose_name_plural = _("steps of parcels")
        constraints = [
            models.UniqueConstraint(
                fields=["producer_order", "after"],
                condition=~Q(role=Role.SYSTEM),
                name="producer_order_transition_once",
            ),
            models.CheckConstraint(
                name="producer_order_transition_ending_has_reason",
                condition=~Q(after__in=["cancelled", "returned"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.before} → {self.after}"


class OrderLineSnapshot(models.Model):
    """What was promised with a line on the day of the order, whatever becomes of the product."""

    line = models.OneToOneField("order.Line", models.CASCADE, related_name="snapshot")
    certificate = models.ForeignKey("catalogue.Certificate", models.PROTECT, related_name="+")
    stars = models.PositiveSmallIntegerField(_("stars"))
    certificate_code = models.CharField(_("product code"), max_length=40, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    valid_until = models.DateField(_("certificate valid until"))
    producer_name = models.CharField(_("producer"), max_length=200, blank=True)
    unit = models.CharField(_("sales unit"), max_length=60, blank=True)
    label_origin = models.CharField(_("origin on the label"), max_length=255, blank=True)
    label_gaps = models.JSONField(_("not stated on the label"), default=list, blank=True)
    label_gaps_accepted = models.BooleanField(
        _("the buyer accepted what the label does not state"), default=False
    )
    alcohol = models.BooleanField(_("alcohol"), default=False)
    return_hours = models.PositiveSmallIntegerField(
        _("hours to complain of fresh goods"), null=True, blank=True
    )
    # Kept so that a later law changes no order; `tax` is empty in orders of before taxes were kept.
    tax_class = models.CharField(_("class of VAT"), max_length=20, blank=True)
    tax_percent = models.DecimalField(
        _("VAT in per cent"), max_digits=4, decimal_places=1, null=True
    )
    tax = models.DecimalField(
        _("VAT within the amount in đồng"), max_digits=12, decimal_places=0, null=True
    )

    class Meta:
        verbose_name = _("order line snapshot")
        verbose_name_plural = _("order line snapshots")
        constraints = [
            models.CheckConstraint(
                name="order_line_snapshot_stars", condition=Q(stars__range=(3, 5))
            ),
            models.CheckConstraint(
                name="order_line_snapshot_tax_not_negative",
                condition=Q(tax__isnull=True) | Q(tax__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} · {self.stars}★"


from shop.order.calls.models import CallOutcome, ConfirmationCall
from shop.order.enquiries.models import Enquiry, EnquiryKind, VisitState
from shop.order.invoices.models import (
    EInvoice,
    EInvoiceItem,
    EInvoiceKind,
    EInvoiceSeries,
    EInvoiceStatus,
)
from shop.order.internal_notes.models import InternalNote
from shop.order.messages.models import OrderMessage, OrderMessagePhoto
from shop.order.parcels.models import Carrier, Parcel, ParcelItem
from shop.order.remittances.models import CourierRemittance, RemittanceLine, RemittanceOutcome
from shop.order.returns.models import (
    ReturnItem,
    ReturnPhoto,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
)

# Once ours is registered, Oscar's module has no Order of its own; the checker sees one there.
from oscar.apps.order.models import *  # type: ignore[assignment]
