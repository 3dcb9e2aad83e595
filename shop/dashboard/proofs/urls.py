"""URLs under /quan-tri/tieu-chuan/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.proofs import views

VIEW = ["catalogue.view_certificate"]
#: Whoever verifies certificates, within the own provinces.
DECIDE = ["catalogue.change_certificate"]
PERMISSIONS = {
    "proof-list": VIEW,
    "proof-detail": VIEW,
    "proof-file": VIEW,
    "proof-verify": DECIDE,
    "proof-return": DECIDE,
    "proof-withdraw": DECIDE,
}

urlpatterns = [
    path("tieu-chuan/", views.ProofListView.as_view(), name="proof-list"),
    path("tieu-chuan/<int:pk>/", views.ProofView.as_view(), name="proof-detail"),
    path("tieu-chuan/<int:pk>/tep/", views.ProofFileView.as_view(), name="proof-file"),
    path("tieu-chuan/<int:pk>/xac-nhan/", views.VerifyProofView.as_view(), name="proof-verify"),
    path("tieu-chuan/<int:pk>/tra-lai/", views.ReturnProofView.as_view(), name="proof-return"),
    path("tieu-chuan/<int:pk>/thu-hoi/", views.WithdrawProofView.as_view(), name="proof-withdraw"),
]
