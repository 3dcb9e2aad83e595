"""URLs under /quan-tri/kien-hang/; the views show sellers their own producer orders only."""

from django.urls import path

from shop.dashboard.producer_orders import views

STAFF_OR_SELLERS = (["order.view_order"], ["partner.dashboard_access"])
PERMISSIONS = {
    "producer-order-list": STAFF_OR_SELLERS,
    "producer-order": STAFF_OR_SELLERS,
    "producer-order-slip": STAFF_OR_SELLERS,
}

urlpatterns = [
    path("kien-hang/", views.ProducerOrderListView.as_view(), name="producer-order-list"),
    path("kien-hang/<int:pk>/", views.ProducerOrderDetailView.as_view(), name="producer-order"),
    path(
        "kien-hang/<int:pk>/phieu/",
        views.ProducerOrderSlipView.as_view(),
        name="producer-order-slip",
    ),
]
