"""URLs under /quan-tri/chung-nhan/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.certificates import actions, views

VIEW, SUBMIT, DECIDE = (
    ["catalogue.view_certificate"],
    ["catalogue.add_certificate"],
    ["catalogue.change_certificate"],
)
PERMISSIONS = {
    "certificate-list": VIEW,
    "certificate-detail": VIEW,
    "certificate-scan": VIEW,
    "certificate-choose-product": SUBMIT,
    "certificate-submit": SUBMIT,
    "certificate-verify": DECIDE,
    "certificate-extend": DECIDE,
    "certificate-settle": DECIDE,
    "certificate-revoke": DECIDE,
}

urlpatterns = [
    path("chung-nhan/", views.CertificateListView.as_view(), name="certificate-list"),
    path("chung-nhan/<int:pk>/", views.CertificateDetailView.as_view(), name="certificate-detail"),
    path("chung-nhan/<int:pk>/ban-quet/", views.ScanView.as_view(), name="certificate-scan"),
    path(
        "chung-nhan/nop/",
        actions.ProductChoiceView.as_view(),
        name="certificate-choose-product",
    ),
    path(
        "chung-nhan/nop/<int:product_pk>/", actions.SubmitView.as_view(), name="certificate-submit"
    ),
    path("chung-nhan/<int:pk>/xac-minh/", actions.VerifyView.as_view(), name="certificate-verify"),
    path("chung-nhan/<int:pk>/gia-han/", actions.ExtendView.as_view(), name="certificate-extend"),
    path("chung-nhan/<int:pk>/ngay-cap/", actions.SettleView.as_view(), name="certificate-settle"),
    path("chung-nhan/<int:pk>/thu-hoi/", actions.RevokeView.as_view(), name="certificate-revoke"),
]
