"""The switch with which the shop takes no orders from anybody for some days, and who placed it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SHOP_PAUSE_REASON_LENGTH = 300


class ShopPauseQuerySet(models.QuerySet["ShopPause"]):
    """Adjectives of pauses of the whole shop."""

    def open_on(self, day: date) -> Self:
        """Running on a day of Vietnam or still to come, and lifted by nobody."""
        return self.filter(lifted_at=None, last__gte=day)

    def running_on(self, day: date) -> Self:
        """In force on a day of Vietnam."""
        return self.open_on(day).filter(first__lte=day)


class ShopPause(models.Model):
    """Tạm ngừng nhận đơn: days of Vietnam, both included, on which nothing of the shop can be ordered.

    It ends by itself, or is lifted. What is ordered already goes on. Rows are kept as the record.
    """

    first = models.DateField(_("no orders from"))
    last = models.DateField(_("no orders until"))
    reason = models.CharField(_("reason in Vietnamese"), max_length=SHOP_PAUSE_REASON_LENGTH)
    reason_en = models.CharField(_("reason in English"), max_length=SHOP_PAUSE_REASON_LENGTH)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(_("placed at"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    objects = ShopPauseQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("pause of the shop")
        verbose_name_plural = _("pauses of the shop")
        constraints = [
            models.CheckConstraint(name="shop_pause_in_order", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="shop_pause_says_why", condition=~Q(reason="") & ~Q(reason_en="")
            ),
            models.CheckConstraint(
                name="shop_pause_lifted_by_somebody",
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    def is_running_on(self, day: date) -> bool:
        """Whether it is in force on a day of Vietnam; running_on() in Python."""
        return self.lifted_at is None and self.first <= day <= self.last

    @property
    def local_reason(self) -> str:
        """Return the reason in the reader's language."""
        return self.reason if (get_language() or "vi").startswith("vi") else self.reason_en
