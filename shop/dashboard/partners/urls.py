"""The URLs of what a seller decides of delivery and the permissions that open them."""

from django.urls import path

from shop.dashboard.partners.delivery import DeliveryTermsListView, DeliveryTermsView

_OPENED_BY = (["partner.change_partner"], ["partner.dashboard_access"])
PERMISSIONS = {"delivery-terms-list": _OPENED_BY, "delivery-terms": _OPENED_BY}

urlpatterns = [
    path("giao-hang/", DeliveryTermsListView.as_view(), name="delivery-terms-list"),
    path("giao-hang/<int:pk>/", DeliveryTermsView.as_view(), name="delivery-terms"),
]
