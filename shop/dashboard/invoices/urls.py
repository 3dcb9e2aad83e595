"""URLs under /quan-tri/hoa-don/, and the permission each one asks for."""

from django.urls import path

from shop.dashboard.invoices import views

STAFF_OR_SELLERS = (["order.view_order"], ["partner.dashboard_access"])
PERMISSIONS = {
    "invoice-list": STAFF_OR_SELLERS,
    "invoice-export": STAFF_OR_SELLERS,
    "invoice-pdf": STAFF_OR_SELLERS,
    "invoice-xml": STAFF_OR_SELLERS,
    "invoice-retry": ["order.change_order"],
}

urlpatterns = [
    path("hoa-don/", views.InvoiceListView.as_view(), name="invoice-list"),
    path("hoa-don/csv/", views.InvoiceExportView.as_view(), name="invoice-export"),
    path("hoa-don/thu-lai/", views.InvoiceRetryView.as_view(), name="invoice-retry"),
    path(
        "hoa-don/<int:pk>/pdf/",
        views.InvoiceFileView.as_view(kind="pdf"),
        name="invoice-pdf",
    ),
    path(
        "hoa-don/<int:pk>/xml/",
        views.InvoiceFileView.as_view(kind="xml"),
        name="invoice-xml",
    ),
]
