"""The URL of e-mails that could not be sent, for the shop's people."""

from django.urls import path

from shop.dashboard.emails import views

PERMISSIONS = {"email-list": ["order.change_order"]}

urlpatterns = [path("thu/", views.EmailListView.as_view(), name="email-list")]
