"""Electronic invoices: one for a producer order, and one for each later change of what was sold."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.triggers import AppendOnlyTable

#: What an invoice says is never changed, only adjusted by another one.
ITEM_TABLE = AppendOnlyTable(
    table="order_einvoiceitem",
    trigger="order_invoice_items_only_grow",
    refusal="what an invoice says is not changed",
)


class EInvoiceKind(models.TextChoices):
    """The sale itself, or an adjustment of it (NĐ 254/2026: mistakes, returns, refunds)."""

    SALE = "sale", pgettext_lazy("invoice", "sale")
    ADJUSTMENT = "adjustment", pgettext_lazy("invoice", "adjustment")


class EInvoiceStatus(models.TextChoices):
    """How far an invoice is; it has its number from NUMBERED on and never another."""

    WAITING = "waiting", pgettext_lazy("invoice", "waits")
    NUMBERED = "numbered", pgettext_lazy("invoice", "being issued")
    ISSUED = "issued", pgettext_lazy("invoice", "issued")


class EInvoiceSeries(models.Model):
    """The running numbers of one seller in one year; whoever takes one holds the row."""

    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of invoices")
        verbose_name_plural = _("series of invoices")
        constraints = [
            models.UniqueConstraint(fields=["partner", "year"], name="e_invoice_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}/{self.year}: {self.last_number}"


class EInvoiceQuerySet(models.QuerySet["EInvoice"]):
    """Adjectives of invoices."""

    def open(self) -> Self:
        """Not issued yet."""
        return self.exclude(status=EInvoiceStatus.ISSUED)

    def troubled(self) -> Self:
        """Not issued, with something that went wrong."""
        return self.open().exclude(error="")

    def issued(self) -> Self:
        return self.filter(status=EInvoiceStatus.ISSUED)


class EInvoice(models.Model):
    """Hoá đơn điện tử. `content` is what it says, as JSON, frozen together with its number.

    `sequence` is 0 for the sale and counts the adjustments of a producer order. Sums are whole
    đồng, tax included; negative in an adjustment that takes back.
    """

    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.PROTECT, related_name="e_invoices"
    )
    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="e_invoices")
    kind = models.CharField(_("kind"), max_length=10, choices=EInvoiceKind.choices)
    sequence = models.PositiveSmallIntegerField(_("sequence"), default=0)
    adjusts = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="adjustments"
    )
    key = models.UUIDField(_("idempotency key"), unique=True, default=uuid4, editable=False)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EInvoiceStatus.choices,
        default=EInvoiceStatus.WAITING,
    )
    created_at = models.DateTimeField(_("written down at"))
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    tax = models.DecimalField(_("VAT in đồng"), max_digits=12, decimal_places=0)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    content = models.JSONField(_("content"), null=True, blank=True)
    provider = models.CharField(_("provider"), max_length=40, blank=True)
    provider_reference = models.CharField(_("provider's reference"), max_length=200, blank=True)
    lookup_code = models.CharField(_("code to look it up by"), max_length=40, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = EInvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes = [
            models.Index(fields=["due_at"], name="e_invoice_open", condition=~Q(status="issued")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["producer_order", "sequence"], name="e_invoice_once"),
            models.UniqueConstraint(
                fields=["partner", "year", "number"], name="e_invoice_number_once"
            ),
            models.CheckConstraint(
                name="e_invoice_sale_comes_first",
                condition=Q(kind="sale", sequence=0, adjusts__isnull=True)
                | Q(kind="adjustment", sequence__gt=0, adjusts__isnull=False),
            ),
            models.CheckConstraint(
                name="e_invoice_numbered_whole",
                condition=Q(status="waiting", number__isnull=True, content__isnull=True)
                | Q(
                    status__in=["numbered", "issued"],
                    number__gt=0,
                    year__isnull=False,
                    content__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="e_invoice_issued_has_reference",
                condition=~Q(status="issued")
                | Q(issued_at__isnull=False) & ~Q(provider_reference=""),
            ),
            models.CheckConstraint(
                name="e_invoice_sale_not_negative",
                condition=Q(kind="adjustment") | Q(amount__gte=0, tax__gte=0, tax__lte=F("amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the number as people quote it: K26TTN-0000012, or nothing while there is none."""
        if self.number is None or self.year is None:
            return ""
        return f"{series_sign(self.year)}-{self.number:07d}"


class EInvoiceItem(models.Model):
    """A line of an invoice: goods, or the delivery (no line). What it says never changes."""

    invoice = models.ForeignKey(EInvoice, models.PROTECT, related_name="items")
    line = models.ForeignKey(
        "order.Line", models.PROTECT, null=True, blank=True, related_name="e_invoice_items"
    )
    title = models.CharField(_("goods or service"), max_length=255)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    quantity = models.IntegerField(_("quantity"))
    tax_class = models.CharField(_("class of VAT"), max_length=20)
    tax_percent = models.DecimalField(
        _("VAT in per cent"), max_digits=4, decimal_places=1, null=True
    )
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    tax = models.DecimalField(_("VAT in đồng"), max_digits=12, decimal_places=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "line"],
                name="e_invoice_item_once",
                condition=Q(line__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                name="e_invoice_item_one_delivery",
                condition=Q(line__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.title}"


def series_sign(year: int) -> str:
    """Return the sign of a year's series: no authority code (K), year, trial (TN)."""
    return f"K{year % 100:02d}TTN"
