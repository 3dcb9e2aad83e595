"""URLs of orders: signed, so that a guest needs no account."""

from django.urls import path
from django.views.generic import RedirectView

from shop.order import views
from shop.order.documents import views as document_views
from shop.order.messages import views as message_views
from shop.order.payments import payer_views, payout_views
from shop.order.payments import views as payment_views
from shop.order.payments.card import views as card_views
from shop.order.payments.transfers import views as transfer_views
from shop.order.returns import views as return_views
from shop.order.reviews import views as review_views

app_name = "orders"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="orders:lookup", permanent=True), name="index"),
    path("tra-cuu/", views.OrderLookupView.as_view(), name="lookup"),
    path("tra-ho/<str:token>/", payer_views.PayForView.as_view(), name="pay-for"),
    path(
        "tra-ho/<str:token>/vietqr.<str:kind>",
        payer_views.PayForCodeView.as_view(),
        name="pay-for-code",
    ),
    path(
        "tra-ho/<str:token>/tinh-trang/",
        payer_views.PayForStatusView.as_view(),
        name="pay-for-status",
    ),
    path(
        "tra-ho/<str:token>/gia-lap/",
        payer_views.PayForSimulationView.as_view(),
        name="pay-for-simulation",
    ),
    path("tra-ho/<str:token>/the/", payer_views.PayForCardView.as_view(), name="pay-for-card"),
    path(
        "tra-ho/<str:token>/ket-qua/",
        payer_views.PayForReturnView.as_view(),
        name="pay-for-return",
    ),
    path("<str:token>/", views.ConfirmationView.as_view(), name="confirmation"),
    path("<str:token>/huy/", views.CancelView.as_view(), name="cancel"),
    path("<str:token>/mua-lai/", views.ReorderView.as_view(), name="reorder"),
    path("<str:token>/bien-nhan/", views.ReceiptView.as_view(), name="receipt"),
    path(
        "<str:token>/xac-nhan.pdf",
        document_views.ConfirmationPdfView.as_view(),
        name="confirmation-pdf",
    ),
    path(
        "<str:token>/hoa-don/<int:pk>.pdf",
        document_views.OwnInvoiceView.as_view(),
        name="invoice",
    ),
    path("<str:token>/hoan-tien/", payout_views.PayoutAccountView.as_view(), name="payout-account"),
    path("<str:token>/tra-hang/", return_views.ReturnsView.as_view(), name="returns"),
    path(
        "<str:token>/tra-hang/anh/<int:pk>/",
        return_views.OwnReturnPhotoView.as_view(),
        name="return-photo",
    ),
    path(
        "<str:token>/tin-nhan/<int:pk>/", message_views.OrderThreadView.as_view(), name="messages"
    ),
    path(
        "<str:token>/tin-nhan/<int:pk>/anh/<int:photo>/",
        message_views.OrderMessagePhotoView.as_view(),
        name="message-photo",
    ),
    path("<str:token>/thanh-toan/", payment_views.PayView.as_view(), name="pay"),
    path(
        "<str:token>/thanh-toan/vietqr.<str:kind>",
        transfer_views.TransferCodeView.as_view(),
        name="pay-code",
    ),
    path(
        "<str:token>/thanh-toan/tinh-trang/",
        transfer_views.TransferStatusView.as_view(),
        name="pay-status",
    ),
    path(
        "<str:token>/thanh-toan/gia-lap/",
        transfer_views.TransferSimulationView.as_view(),
        name="pay-simulation",
    ),
    path("<str:token>/thanh-toan/the/", card_views.PayByCardView.as_view(), name="pay-card"),
    path(
        "<str:token>/thanh-toan/ket-qua/", card_views.PaidReturnView.as_view(), name="paid-return"
    ),
    path("<str:token>/nhan-xet/", review_views.ReviewsView.as_view(), name="reviews"),
    path("<str:token>/nhan-xet/<int:line>/", review_views.ReviewWriteView.as_view(), name="review"),
]
