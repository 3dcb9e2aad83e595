"""Counts by product and day in Vietnam; nothing of who it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyTraffic(models.Model):
    """What a product's page and button were used for on a day, and whether it was sold out then."""

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"), default=0, db_default=0)
    basket_adds = models.PositiveIntegerField(_("put into baskets"), default=0, db_default=0)
    was_sold_out = models.BooleanField(_("was sold out"), default=False, db_default=False)

    class Meta:
        verbose_name = _("traffic of a day")
        verbose_name_plural = _("traffic of days")
        constraints = [
            models.UniqueConstraint(fields=["product", "day"], name="daily_traffic_once")
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.day}: {self.views}"


class SearchArrival(models.Model):
    """How often a search led to a product on a day: folded words, no text that may name a person."""

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    text = models.CharField(_("searched text"), max_length=60)
    arrivals = models.PositiveIntegerField(_("arrivals"), default=0, db_default=0)

    class Meta:
        verbose_name = _("arrivals by a search")
        verbose_name_plural = _("arrivals by searches")
        constraints = [
            models.UniqueConstraint(fields=["product", "day", "text"], name="search_arrival_once")
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.day} {self.text}: {self.arrivals}"
