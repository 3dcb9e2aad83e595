"""Oscar's order, grown by what Vietnam needs: one part a seller, what was promised, who agreed.

Oscar's own tables stay as they are; our facts stand beside them and point to them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProducerOrderStatus(models.TextChoices):
    """How far a seller is with a parcel."""

    NEW = "new", _("new")
    CONFIRMED = "confirmed", _("confirmed")
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")


class OrderSubmission(models.Model):
    """What the buyer declared by pressing the button; the token makes a second press harmless."""

    order = models.OneToOneField("order.Order", models.CASCADE, related_name="submission")
    token = models.UUIDField(_("submission token"), unique=True)
    phone = models.CharField(_("phone"), max_length=16)
    province = models.ForeignKey("catalogue.Province", models.PROTECT, related_name="+")
    commune = models.ForeignKey("catalogue.Commune", models.PROTECT, related_name="+")
    payment_code = models.CharField(_("payment code"), max_length=20)
    payment_label = models.CharField(_("way of paying"), max_length=120)
    consent_text = models.TextField(_("text agreed to"))
    consented_at = models.DateTimeField(_("agreed at"))
    language = models.CharField(_("language"), max_length=10)
    rest = models.ForeignKey(
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
            )
        ]

    def __str__(self) -> str:
        return str(self.token)


class ProducerOrder(models.Model):
    """Phần của một người bán: the lines of one seller, sent as one parcel, with its own status."""

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
        ]

    def __str__(self) -> str:
        return f"{self.order_id} · {self.seller_name}"


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

    class Meta:
        verbose_name = _("order line snapshot")
        verbose_name_plural = _("order line snapshots")
        constraints = [
            models.CheckConstraint(
                name="order_line_snapshot_stars", condition=Q(stars__range=(3, 5))
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} · {self.stars}★"


from oscar.apps.order.models import *
