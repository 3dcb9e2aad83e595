"""URLs under /quan-tri/chi-tra/, and the permission each one asks for."""

from django.urls import path

from shop.dashboard.payouts import views
from shop.dashboard.payouts.accounts import AccountDecisionView

VIEW, CHANGE = ["payment.view_payoutbatch"], ["payment.change_payoutbatch"]
PERMISSIONS = {
    "payout-list": VIEW,
    "payout-detail": VIEW,
    "payout-step": CHANGE,
    "payout-file": CHANGE,
    "payout-csv": CHANGE,
    "payout-code": CHANGE,
    "payout-account": ["payment.change_selleraccount"],
}

urlpatterns = [
    path("chi-tra/", views.PayoutListView.as_view(), name="payout-list"),
    path("chi-tra/<int:pk>/", views.PayoutDetailView.as_view(), name="payout-detail"),
    path("chi-tra/<int:pk>/buoc/", views.PayoutStepView.as_view(), name="payout-step"),
    path(
        "chi-tra/<int:pk>/chi-tra.xlsx",
        views.PayoutFileView.as_view(kind="xlsx"),
        name="payout-file",
    ),
    path(
        "chi-tra/<int:pk>/chi-tra.csv",
        views.PayoutFileView.as_view(kind="csv"),
        name="payout-csv",
    ),
    path("chi-tra/khoan/<int:pk>/ma-qr.svg", views.PayoutCodeView.as_view(), name="payout-code"),
    path("chi-tra/tai-khoan/<int:pk>/", AccountDecisionView.as_view(), name="payout-account"),
]
