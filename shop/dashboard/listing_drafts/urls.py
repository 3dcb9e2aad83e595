"""URLs under /quan-tri/tin-dang/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.listing_drafts import views

VIEW = ["catalogue.view_certificate"]
#: Whoever verifies certificates, and the shop's own people; each within the own provinces.
DECIDE = (["catalogue.change_certificate"], ["catalogue.change_product"])
PERMISSIONS = {
    "listing-draft-list": VIEW,
    "listing-draft-detail": VIEW,
    "listing-draft-scan": VIEW,
    "listing-draft-approve": DECIDE,
    "listing-draft-return": DECIDE,
}

urlpatterns = [
    path("tin-dang/", views.ListingDraftListView.as_view(), name="listing-draft-list"),
    path("tin-dang/<int:pk>/", views.ListingDraftView.as_view(), name="listing-draft-detail"),
    path("tin-dang/<int:pk>/giay/", views.PaperView.as_view(), name="listing-draft-scan"),
    path("tin-dang/<int:pk>/duyet/", views.ApproveView.as_view(), name="listing-draft-approve"),
    path("tin-dang/<int:pk>/sua-lai/", views.ReturnView.as_view(), name="listing-draft-return"),
]
