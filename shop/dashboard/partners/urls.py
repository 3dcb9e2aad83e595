"""The URLs of what a seller decides of delivery, of what was changed, and the permissions that open them."""

from django.urls import path

from shop.dashboard.partners.change_log import PartnerChangeLogView
from shop.dashboard.partners.delivery import DeliveryTermsListView, DeliveryTermsView

_OPENED_BY = (["partner.change_partner"], ["partner.dashboard_access"])
PERMISSIONS = {
    "delivery-terms-list": _OPENED_BY,
    "delivery-terms": _OPENED_BY,
    "partner-change-log": ["partner.change_partner"],
}

urlpatterns = [
    path("giao-hang/", DeliveryTermsListView.as_view(), name="delivery-terms-list"),
    path("giao-hang/<int:pk>/", DeliveryTermsView.as_view(), name="delivery-terms"),
    path("lich-su/<int:pk>/", PartnerChangeLogView.as_view(), name="partner-change-log"),
]
