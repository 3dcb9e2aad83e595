"""Payouts to sellers: read here, made on the pages of payouts, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from shop.payment.models import SellerPayout


@admin.register(SellerPayout)
class SellerPayoutAdmin(admin.ModelAdmin):
    """What was transferred to a seller; a row can be read."""

    list_display = ["partner", "amount", "reference", "paid_at", "recorded_by"]
    list_select_related = ["partner", "recorded_by"]
    search_fields = ["partner__name", "reference"]
    fields = ["partner", "amount", "reference", "paid_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
