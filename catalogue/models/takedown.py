"""Takedowns: what an authority says may not be shown. No seller can undo one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TakedownGround(models.TextChoices):
    """Why an authority wants goods gone (NĐ 248/2026: within 24 hours of the demand)."""

    UNSAFE = "unsafe", _("unsafe for health, or recalled")
    COUNTERFEIT = "counterfeit", _("counterfeit, or of unclear origin")
    RIGHTS = "rights", _("breach of intellectual property")
    FORBIDDEN = "forbidden", _("goods that may not be traded")
    MISLEADING = "misleading", _("false or misleading information")
    OTHER = "other", _("another finding of the authority")


class TakedownQuerySet(models.QuerySet["Takedown"]):
    """Adjectives of takedowns."""

    def in_force(self) -> Self:
        """Placed and not lifted: at most one a product."""
        return self.filter(lifted_at__isnull=True)


class Takedown(models.Model):
    """Yêu cầu gỡ: from when to when a product may not be shown, on whose word and on what ground."""

    product = models.ForeignKey(
        "catalogue.Product", models.PROTECT, related_name="takedowns", verbose_name=_("product")
    )
    ground = models.CharField(_("ground"), max_length=12, choices=TakedownGround.choices)
    authority = models.CharField(_("authority"), max_length=200)
    document_number = models.CharField(
        _("number of the authority's document"), max_length=80, blank=True
    )
    note = models.TextField(_("what the authority found"), max_length=1000, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(_("taken down at"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lift_reason = models.TextField(_("why it was lifted"), max_length=1000, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        constraints = [
            models.UniqueConstraint(
                name="takedown_one_in_force_per_product",
                fields=["product"],
                condition=Q(lifted_at__isnull=True),
            ),
            models.CheckConstraint(name="takedown_names_its_authority", condition=~Q(authority="")),
            models.CheckConstraint(
                name="takedown_lifted_by_somebody_for_a_reason",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.authority}"

    @property
    def is_in_force(self) -> bool:
        """Whether the product may not be shown because of it."""
        return self.lifted_at is None
