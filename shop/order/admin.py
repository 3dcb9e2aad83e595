"""Oscar's admin of orders, and producer orders: read here, changed in the dashboard."""

from django.contrib import admin
from oscar.apps.order.admin import OrderAdmin as UpstreamOrderAdmin

from catalogue.read_only_admin import ReadOnly
from shop.order.models import Order, ProducerOrder, ProducerOrderTransition


class ProducerOrderTransitionInline(ReadOnly, admin.TabularInline):
    """Who changed the status, when and why."""

    model = ProducerOrderTransition


@admin.register(ProducerOrder)
class ProducerOrderAdmin(ReadOnly, admin.ModelAdmin):
    """Producer orders with their history."""

    list_display = ["order", "seller_name", "status", "shipping_cost"]
    list_filter = ["status"]
    list_select_related = ["order"]
    search_fields = ["order__number", "seller_name"]
    inlines = [ProducerOrderTransitionInline]


admin.site.unregister(Order)


@admin.register(Order)
class OrderAdmin(UpstreamOrderAdmin):
    """Oscar's, with a status that follows from the producer orders."""

    # Upstream's are tuples of six.
    list_display = ["number", "status", "total_incl_tax", "user", "date_placed"]  # type: ignore[assignment]
    list_filter = ["status"]
    readonly_fields = [*UpstreamOrderAdmin.readonly_fields, "status"]  # type: ignore[assignment]
