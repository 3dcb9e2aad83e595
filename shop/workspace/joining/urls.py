"""URLs under /nguoi-ban/tham-gia/: for anybody who is signed in; each shows one's own only."""

from django.urls import path

from shop.workspace.joining import claim_views, views

urlpatterns = [
    path("tham-gia/", views.JoinView.as_view(), name="join"),
    path("tham-gia/nhan/<int:pk>/", views.ClaimProducerView.as_view(), name="claim-producer"),
    path("tham-gia/moi/", views.NewProducerView.as_view(), name="new-producer"),
    path("tham-gia/ho-so/<int:pk>/", claim_views.ClaimView.as_view(), name="claim"),
    path("tham-gia/ho-so/<int:pk>/sua/", views.ClaimEditView.as_view(), name="claim-edit"),
    path("tham-gia/ho-so/<int:pk>/ma/", claim_views.ClaimCodeView.as_view(), name="claim-code"),
    path(
        "tham-gia/ho-so/<int:pk>/rut/",
        claim_views.ClaimWithdrawView.as_view(),
        name="claim-withdraw",
    ),
    path(
        "tham-gia/ho-so/<int:pk>/giay-to/", claim_views.ClaimPaperView.as_view(), name="claim-paper"
    ),
    path(
        "tham-gia/ho-so/<int:pk>/giay-to/<int:paper>/",
        claim_views.ClaimPaperFileView.as_view(),
        name="claim-paper-file",
    ),
]
