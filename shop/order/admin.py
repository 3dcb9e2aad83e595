"""Oscar's admin of order, and each seller's part of it."""

from django.contrib import admin
from oscar.apps.order.admin import *

from shop.order.models import ProducerOrder


@admin.register(ProducerOrder)
class ProducerOrderAdmin(admin.ModelAdmin):
    """Parts of orders by seller; only the status is changed here."""

    list_display = ["order", "seller_name", "status", "shipping_cost"]
    list_filter = ["status"]
    search_fields = ["order__number", "seller_name"]
    readonly_fields = [
        "order",
        "partner",
        "producer",
        "seller_name",
        "parcel_grams",
        "shipping_zone",
        "shipping_cost",
    ]
