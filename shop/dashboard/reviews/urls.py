"""URLs under /quan-tri/nhan-xet/; the views show sellers reviews of their own goods only."""

from django.urls import path

from shop.dashboard.reviews import views

STAFF_OR_SELLERS = (["reviews.view_productreview"], ["partner.dashboard_access"])
PERMISSIONS = {"review-list": STAFF_OR_SELLERS, "review": STAFF_OR_SELLERS}

urlpatterns = [
    path("nhan-xet/", views.ReviewListView.as_view(), name="review-list"),
    path("nhan-xet/<int:pk>/", views.ReviewModerationView.as_view(), name="review"),
]
