"""The URLs of a seller's delivery and changes, of the switch for orders, and what opens them."""

from django.urls import path

from shop.dashboard.partners.change_log import PartnerChangeLogView
from shop.dashboard.partners.delivery import DeliveryTermsListView, DeliveryTermsView
from shop.dashboard.partners.shop_pause import ShopPauseView

_OPENED_BY = (["partner.change_partner"], ["partner.dashboard_access"])
PERMISSIONS = {
    "delivery-terms-list": _OPENED_BY,
    "delivery-terms": _OPENED_BY,
    "shop-pause": ["partner.add_shoppause"],
    "partner-change-log": ["partner.change_partner"],
}

urlpatterns = [
    path("giao-hang/", DeliveryTermsListView.as_view(), name="delivery-terms-list"),
    path("giao-hang/<int:pk>/", DeliveryTermsView.as_view(), name="delivery-terms"),
    path("tam-ngung-nhan-don/", ShopPauseView.as_view(), name="shop-pause"),
    path("lich-su/<int:pk>/", PartnerChangeLogView.as_view(), name="partner-change-log"),
]
