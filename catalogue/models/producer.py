"""Who makes it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.change_history import ChangeHistory
from catalogue.paths import producer_path
from catalogue.photos.fields import PhotoField


class ProducerKind(models.TextChoices):
    """Legal form of a producer (QĐ 26/2026 Đ.2.3), plus what a source leaves unsaid."""

    COOPERATIVE = "hop_tac_xa", _("co-operative")
    COOPERATIVE_GROUP = "to_hop_tac", _("co-operative group")
    COMPANY = "doanh_nghiep", _("company")
    HOUSEHOLD = "ho_kinh_doanh", _("business household")
    FARM = "trang_trai", _("farm")
    ASSOCIATION = "hiep_hoi", _("association")
    UNKNOWN = "unknown", _("form not stated")


class Producer(models.Model):
    """Chủ thể: the co-operative, firm, household, farm or association that holds the certificate.

    Oscar's Partner sells, a producer makes; today they are one to one and still two records,
    so that a shop may one day sell what it does not make (design: seller ≠ producer).
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(
        _("legal form"), max_length=20, choices=ProducerKind.choices, default=ProducerKind.UNKNOWN
    )
    name_is_stated = models.BooleanField(
        _("name stated by the source"),
        default=True,
        help_text=_("Off where the register names no producer and the product stands alone."),
    )
    partner = models.OneToOneField(
        "partner.Partner", models.PROTECT, null=True, blank=True, related_name="producer"
    )
    province = models.ForeignKey(
        "catalogue.Province", models.PROTECT, related_name="producers", verbose_name=_("province")
    )
    commune = models.ForeignKey(
        "catalogue.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="producers",
        verbose_name=_("commune"),
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    about = models.TextField(_("about"), blank=True)
    portrait = PhotoField(_("portrait"), blank=True)
    colours = models.PositiveSmallIntegerField(
        _("colours"),
        null=True,
        blank=True,
        help_text=_(
            "One of the grounds of its region (theme.covers); empty: as its name weaves it."
        ),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="producers", verbose_name=_("members")
    )

    history = ChangeHistory()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("producer")
        verbose_name_plural = _("producers")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the producer's page."""
        return producer_path(self.slug)
