"""A courier's list of collected cash, as it was read, and what each line came to."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RemittanceOutcome(models.TextChoices):
    """What a line of a courier's file came to, against the cash that was due at the door."""

    FULL = "full", pgettext_lazy("remittance", "paid over in full")
    SHORT = "short", pgettext_lazy("remittance", "too little")
    OVER = "over", pgettext_lazy("remittance", "too much")
    UNKNOWN = "unknown", pgettext_lazy("remittance", "no such cash order")
    TWICE = "twice", pgettext_lazy("remittance", "paid over before")
    NOT_DELIVERED = "not_delivered", pgettext_lazy("remittance", "not marked as delivered")
    UNREADABLE = "unreadable", pgettext_lazy("remittance", "cannot be read")


class CourierRemittance(models.Model):
    """Bảng đối soát COD: one file of a courier, read once; the same bytes are not read again."""

    courier = models.CharField(_("courier"), max_length=100)
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("courier remittance")
        verbose_name_plural = _("courier remittances")

    def __str__(self) -> str:
        return f"{self.courier} · {self.name}"


class RemittanceLineQuerySet(models.QuerySet["RemittanceLine"]):
    """Adjectives of the lines of couriers' files."""

    def short(self) -> Self:
        """Parcels for which a courier still owes money, by the newest line of each."""
        newer = RemittanceLine.objects.filter(
            producer_order=OuterRef("producer_order"),
            pk__gt=OuterRef("pk"),
            outcome__in=[
                RemittanceOutcome.SHORT,
                RemittanceOutcome.FULL,
                RemittanceOutcome.OVER,
            ],
        )
        short = self.filter(outcome=RemittanceOutcome.SHORT, settled_at=None)
        return short.exclude(Exists(newer))


class RemittanceLine(models.Model):
    """One parcel in a courier's file; whole đồng.

    `settled_at` and the words are of the person who cleared a shortage with the courier.
    """

    remittance = models.ForeignKey(CourierRemittance, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField(_("row"))
    text = models.CharField(_("order number or tracking"), max_length=100, blank=True)
    amount = models.BigIntegerField(_("amount in đồng"), default=0)
    fee = models.BigIntegerField(_("fee in đồng"), default=0)
    paid_on = models.DateField(_("day"), null=True, blank=True)
    producer_order = models.ForeignKey(
        "order.ProducerOrder",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remittance_lines",
    )
    outcome = models.CharField(_("outcome"), max_length=15, choices=RemittanceOutcome.choices)
    difference = models.BigIntegerField(_("difference in đồng"), default=0)
    settled_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settlement = models.CharField(_("how it was cleared"), max_length=300, blank=True)

    objects = RemittanceLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a remittance")
        verbose_name_plural = _("lines of remittances")
        constraints = [
            models.UniqueConstraint(fields=["remittance", "row"], name="remittance_line_row")
        ]

    def __str__(self) -> str:
        return f"{self.remittance_id}/{self.row}"
