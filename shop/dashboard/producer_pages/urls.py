"""URLs under /quan-tri/trang-nha-san-xuat/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.producer_pages import views

VIEW = ["catalogue.view_certificate"]
#: As for listings: whoever verifies certificates, and the shop's own people; within the own provinces.
DECIDE = (["catalogue.change_certificate"], ["catalogue.change_product"])
PERMISSIONS = {
    "page-draft-list": VIEW,
    "page-draft-detail": VIEW,
    "page-draft-approve": DECIDE,
    "page-draft-return": DECIDE,
}

BASE = "trang-nha-san-xuat/"
urlpatterns = [
    path(BASE, views.PageDraftListView.as_view(), name="page-draft-list"),
    path(f"{BASE}<int:pk>/", views.PageDraftView.as_view(), name="page-draft-detail"),
    path(f"{BASE}<int:pk>/duyet/", views.ApprovePageView.as_view(), name="page-draft-approve"),
    path(f"{BASE}<int:pk>/sua-lai/", views.ReturnPageView.as_view(), name="page-draft-return"),
]
