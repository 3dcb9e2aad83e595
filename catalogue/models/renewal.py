"""A file for a new rating, and what has been told about an end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.renewals.deadlines import RenewalStage


class Renewal(models.Model):
    """Hồ sơ phân hạng lại: handed in on a day, with its receipt.

    It changes nothing by itself. Where QĐ 26/2026 Đ.12 holds the certificate over, a second person
    confirms that, and only then it is extended.
    """

    certificate = models.OneToOneField(
        "catalogue.Certificate",
        models.PROTECT,
        related_name="renewal",
        verbose_name=_("certificate"),
    )
    handed_in_on = models.DateField(_("handed in on"))
    receipt_number = models.CharField(_("number of the receipt"), max_length=80)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("extension confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("extension confirmed at"), null=True, blank=True)

    class Meta:
        ordering = ["-handed_in_on", "-pk"]
        verbose_name = _("renewal file")
        verbose_name_plural = _("renewal files")
        constraints = [
            models.CheckConstraint(name="renewal_has_its_receipt", condition=~Q(receipt_number="")),
            models.CheckConstraint(
                name="renewal_four_eyes",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=F("recorded_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.handed_in_on} · {self.receipt_number}"


class RenewalNotice(models.Model):
    """Một lần báo hạn: a stage that was told, once for each end a certificate has had."""

    certificate = models.ForeignKey(
        "catalogue.Certificate",
        models.CASCADE,
        related_name="renewal_notices",
        verbose_name=_("certificate"),
    )
    stage = models.CharField(_("stage"), max_length=14, choices=RenewalStage.choices)
    last_day = models.DateField(_("last day that it told of"))
    on = models.DateField(_("told on"), db_index=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("renewal notice")
        verbose_name_plural = _("renewal notices")
        constraints = [
            models.UniqueConstraint(
                name="renewal_notice_once", fields=["certificate", "stage", "last_day"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.stage} · {self.on}"
