"""Addresses of orders: signed, so that a guest needs no account."""

from django.urls import path

from shop.order.views import ConfirmationView

app_name = "orders"

urlpatterns = [path("<str:token>/", ConfirmationView.as_view(), name="confirmation")]
