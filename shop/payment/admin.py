"""Payouts to sellers: written down by the shop's people, never changed."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest

from shop.payment.models import SellerPayout
from shop.payment.seller_payouts import record_payout
from shop.users.models import User


@admin.register(SellerPayout)
class SellerPayoutAdmin(admin.ModelAdmin):
    """What was transferred to a seller; a row can be added and read."""

    list_display = ["partner", "amount", "reference", "paid_at", "recorded_by"]
    list_select_related = ["partner", "recorded_by"]
    search_fields = ["partner__name", "reference"]
    fields = ["partner", "amount", "reference", "paid_at"]
    autocomplete_fields = ["partner"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        payout = record_payout(
            partner=obj.partner,
            amount=int(obj.amount),
            reference=obj.reference,
            paid_at=obj.paid_at,
            by=cast(User, request.user),
        )
        obj.pk = payout.pk
