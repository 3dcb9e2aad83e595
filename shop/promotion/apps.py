"""Promotions: what Oscar's offers and vouchers are here, and what the law allows of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionConfig(AppConfig):
    """Stands beside Oscar's offer and voucher, whose tables and engine it uses."""

    name = "shop.promotion"
    label = "promotion"
    verbose_name = _("Promotions")
