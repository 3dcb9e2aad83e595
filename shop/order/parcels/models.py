"""One physical shipment with carrier and tracking number, and which pieces are in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MAX_TRACKING_LENGTH = 40


class Carrier(models.TextChoices):
    """Who carries parcels in Vietnam; names as they call themselves."""

    GHN = "ghn", "GHN"
    GHTK = "ghtk", "GHTK"
    VIETTEL_POST = "viettel", "Viettel Post"
    VIETNAM_POST = "vnpost", "Vietnam Post"
    JT = "jt", "J&T"
    OWN = "own", _("We bring it ourselves")
    OTHER = "other", _("Another carrier")


class Parcel(models.Model):
    """Kiện hàng: what was handed over at once. Producer orders of before parcels were kept have none."""

    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.CASCADE, related_name="parcels"
    )
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    carrier = models.CharField(_("carrier"), max_length=10, choices=Carrier.choices)
    tracking_number = models.CharField(
        _("tracking number"), max_length=MAX_TRACKING_LENGTH, blank=True
    )
    handed_over_at = models.DateTimeField(_("handed over at"))
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        constraints = [
            models.CheckConstraint(
                name="parcel_carrier_known", condition=Q(carrier__in=Carrier.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id} · {self.tracking_number or self.pk}"


class ParcelItem(models.Model):
    """So many pieces of a line in a parcel; all parcels together hold no more than was ordered."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="items")
    line = models.ForeignKey("order.Line", models.CASCADE, related_name="parcel_items")
    quantity = models.PositiveIntegerField(_("pieces"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("goods of a parcel")
        verbose_name_plural = _("goods of parcels")
        constraints = [
            models.CheckConstraint(name="parcel_item_quantity", condition=Q(quantity__gt=0)),
            models.UniqueConstraint(fields=["parcel", "line"], name="parcel_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"
