"""URLs under /quan-tri/thanh-toan/ and /quan-tri/doi-soat/, and the permission each one asks for."""

from django.urls import path

from shop.dashboard.payments import bank, calls, events, history, reconciliation, refunds, returns

VIEW, CHANGE = ["order.view_order"], ["order.change_order"]
STAFF_OR_SELLERS = (["order.view_order"], ["partner.dashboard_access"])
PERMISSIONS = {
    "call-list": VIEW,
    "call-step": CHANGE,
    "refund-list": VIEW,
    "refund-detail": VIEW,
    "refund-code": CHANGE,
    "refund-step": CHANGE,
    "refund-new": CHANGE,
    "payment-history": VIEW,
    "provider-event-list": CHANGE,
    "return-list": STAFF_OR_SELLERS,
    "return-detail": STAFF_OR_SELLERS,
    "return-photo": STAFF_OR_SELLERS,
    "return-step": STAFF_OR_SELLERS,
    "reconciliation": VIEW,
    "reconcile-now": CHANGE,
    "remittance-upload": CHANGE,
    "remittance-detail": VIEW,
    "remittance-line": CHANGE,
    "bank-lines": ["payment.view_bankline"],
    "bank-line": ["payment.view_bankline"],
    "bank-line-assign": ["payment.change_bankline"],
    "bank-line-dismiss": ["payment.change_bankline"],
    "bank-line-undo": ["payment.change_bankline"],
    "bank-statement": ["payment.view_bankline"],
    "bank-statement-upload": ["payment.add_bankstatement"],
    "bank-statement-columns": ["payment.add_bankstatement"],
}
_BANK = "thanh-toan/sao-ke/"
_LINE = f"{_BANK}giao-dich/<int:pk>/"

urlpatterns = [
    path("thanh-toan/goi-xac-nhan/", calls.CallListView.as_view(), name="call-list"),
    path("thanh-toan/goi-xac-nhan/<int:pk>/", calls.CallStepView.as_view(), name="call-step"),
    path("thanh-toan/hoan-tien/", refunds.RefundListView.as_view(), name="refund-list"),
    path(
        "thanh-toan/hoan-tien/<int:pk>/", refunds.RefundDetailView.as_view(), name="refund-detail"
    ),
    path(
        "thanh-toan/hoan-tien/<int:pk>/buoc/", refunds.RefundStepView.as_view(), name="refund-step"
    ),
    path(
        "thanh-toan/hoan-tien/<int:pk>/ma-qr.svg",
        refunds.RefundCodeView.as_view(),
        name="refund-code",
    ),
    path("thanh-toan/don/<int:pk>/", history.PaymentHistoryView.as_view(), name="payment-history"),
    path("thanh-toan/don/<int:pk>/hoan/", refunds.NewRefundView.as_view(), name="refund-new"),
    path("thanh-toan/tra-hang/", returns.ReturnListView.as_view(), name="return-list"),
    path("thanh-toan/tra-hang/<int:pk>/", returns.ReturnDetailView.as_view(), name="return-detail"),
    path(
        "thanh-toan/tra-hang/<int:pk>/anh/<int:photo>/",
        returns.ReturnPhotoView.as_view(),
        name="return-photo",
    ),
    path(
        "thanh-toan/tra-hang/<int:pk>/buoc/", returns.ReturnStepView.as_view(), name="return-step"
    ),
    path("thanh-toan/su-kien/", events.ProviderEventListView.as_view(), name="provider-event-list"),
    path("doi-soat/", reconciliation.ReconciliationView.as_view(), name="reconciliation"),
    path("doi-soat/chay/", reconciliation.ReconcileNowView.as_view(), name="reconcile-now"),
    path(
        "doi-soat/thu-ho/", reconciliation.RemittanceUploadView.as_view(), name="remittance-upload"
    ),
    path(
        "doi-soat/thu-ho/<int:pk>/",
        reconciliation.RemittanceDetailView.as_view(),
        name="remittance-detail",
    ),
    path(
        "doi-soat/thu-ho/dong/<int:pk>/",
        reconciliation.RemittanceLineView.as_view(),
        name="remittance-line",
    ),
    path(_BANK, bank.BankLineListView.as_view(), name="bank-lines"),
    path(f"{_BANK}gui/", bank.StatementUploadView.as_view(), name="bank-statement-upload"),
    path(f"{_BANK}<int:pk>/", bank.StatementDetailView.as_view(), name="bank-statement"),
    path(
        f"{_BANK}<int:pk>/cot/", bank.StatementColumnsView.as_view(), name="bank-statement-columns"
    ),
    path(_LINE, bank.BankLineDetailView.as_view(), name="bank-line"),
    path(f"{_LINE}gan/", bank.AssignLineView.as_view(), name="bank-line-assign"),
    path(f"{_LINE}gac/", bank.DismissLineView.as_view(), name="bank-line-dismiss"),
    path(f"{_LINE}hoan-tac/", bank.UndoLineView.as_view(), name="bank-line-undo"),
]
