"""URLs under /quan-tri/ho-so/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.claims import views

VIEW, DECIDE = ["partner.view_producerclaim"], ["partner.change_producerclaim"]
PERMISSIONS = {
    "claim-list": VIEW,
    "claim-detail": VIEW,
    "claim-paper": VIEW,
    "claim-code": DECIDE,
    "claim-accept": DECIDE,
    "claim-changes": DECIDE,
    "claim-refuse": DECIDE,
}

urlpatterns = [
    path("ho-so/", views.ClaimListView.as_view(), name="claim-list"),
    path("ho-so/<int:pk>/", views.ClaimDetailView.as_view(), name="claim-detail"),
    path("ho-so/giay-to/<int:pk>/", views.ClaimPaperScanView.as_view(), name="claim-paper"),
    path("ho-so/<int:pk>/ma/", views.MakeCodeView.as_view(), name="claim-code"),
    path("ho-so/<int:pk>/dong-y/", views.AcceptClaimView.as_view(), name="claim-accept"),
    path("ho-so/<int:pk>/bo-sung/", views.AskChangesView.as_view(), name="claim-changes"),
    path("ho-so/<int:pk>/tu-choi/", views.RefuseClaimView.as_view(), name="claim-refuse"),
]
