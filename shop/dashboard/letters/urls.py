"""The address of letters that could not be sent, for the shop's people."""

from django.urls import path

from shop.dashboard.letters import views

PERMISSIONS = {"letter-list": ["order.change_order"]}

urlpatterns = [path("thu/", views.LetterListView.as_view(), name="letter-list")]
