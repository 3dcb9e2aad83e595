"""Addresses under /quan-tri/kien-hang/; the views show sellers their own parcels only."""

from django.urls import path

from shop.dashboard.parcels import views

DOOR = (["order.view_order"], ["partner.dashboard_access"])
PERMISSIONS = {"parcel-list": DOOR, "parcel": DOOR}

urlpatterns = [
    path("kien-hang/", views.ParcelListView.as_view(), name="parcel-list"),
    path("kien-hang/<int:pk>/", views.ParcelView.as_view(), name="parcel"),
]
