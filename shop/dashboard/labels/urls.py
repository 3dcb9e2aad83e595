"""The URL of the labels and the permissions that open it."""

from django.urls import path

from shop.dashboard.labels.views import LabelListView

PERMISSIONS = {
    "label-list": (
        ["catalogue.view_product"],
        ["catalogue.view_certificate"],
        ["partner.dashboard_access"],
    ),
}

urlpatterns = [path("nhan/", LabelListView.as_view(), name="label-list")]
