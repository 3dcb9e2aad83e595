"""The register as received: every row is kept, also those that are not for sale."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterEntry(models.Model):
    """Dòng sổ bộ OCOP: one row of the register, with the product and certificate it led to, if any.

    Nothing here says whether a product is on sale: that is asked of the certificate at read time.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)
    product_name = models.CharField(_("product name"), max_length=255)
    producer_name = models.CharField(_("producer name"), max_length=255, blank=True)
    producer_kind = models.CharField(_("legal form"), max_length=20, blank=True)
    group = models.CharField(_("group"), max_length=30, blank=True)
    commune = models.CharField(_("commune"), max_length=120, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    province = models.CharField(_("province at certification"), max_length=120, blank=True)
    stars = models.CharField(_("stars as printed"), max_length=20, blank=True)
    certified_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    decision = models.CharField(_("decision as printed"), max_length=255, blank=True)
    price_vnd = models.PositiveIntegerField(_("price in đồng"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    source = models.TextField(_("source"), blank=True)
    product_code = models.CharField(_("product code as printed"), max_length=40, blank=True)
    last_day = models.DateField(_("last day as printed"), null=True, blank=True)
    remark = models.CharField(_("remark as printed"), max_length=255, blank=True)
    issued_not_before = models.DateField(_("not issued before"), null=True, blank=True)
    issued_not_after = models.DateField(_("not issued after"), null=True, blank=True)
    evidence = models.TextField(_("what proves the day of issue"), blank=True)
    date_hint = models.TextField(
        _("what makes a day of issue probable"),
        blank=True,
        help_text=_("Where a steward would look first; nothing is sold on it."),
    )
    is_proven = models.BooleanField(
        _("proven"),
        default=True,
        help_text=_(
            "Not where date, stars or holder are only reported: then no certificate is made."
        ),
    )
    folded = models.CharField(_("folded names, for the star check"), max_length=600, db_index=True)
    product = models.ForeignKey(
        "catalogue.Product",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="register_entries",
        verbose_name=_("product"),
    )
    certificate = models.OneToOneField(
        "catalogue.Certificate",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="register_entry",
        verbose_name=_("certificate"),
    )

    class Meta:
        ordering = ["product_name", "pk"]
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")

    def __str__(self) -> str:
        return self.product_name
