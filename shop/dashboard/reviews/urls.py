"""Addresses under /quan-tri/nhan-xet/; the views show sellers reviews of their own goods only."""

from django.urls import path

from shop.dashboard.reviews import views

DOOR = (["reviews.view_productreview"], ["partner.dashboard_access"])
PERMISSIONS = {"review-list": DOOR, "review": DOOR}

urlpatterns = [
    path("nhan-xet/", views.ReviewListView.as_view(), name="review-list"),
    path("nhan-xet/<int:pk>/", views.ReviewView.as_view(), name="review"),
]
