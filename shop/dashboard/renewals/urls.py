"""URLs under /quan-tri/han-chung-nhan/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.renewals import calendars, views

VIEW = (["catalogue.view_certificate"], ["partner.dashboard_access"])
RECORD = (["catalogue.add_certificate"], ["catalogue.change_certificate"])
PERMISSIONS = {
    "renewal-list": VIEW,
    "renewal-calendar": VIEW,
    "renewal-certificate-calendar": VIEW,
    "renewal-record": RECORD,
    "renewal-confirm": ["catalogue.change_certificate"],
}

urlpatterns = [
    path("han-chung-nhan/", views.RenewalListView.as_view(), name="renewal-list"),
    path(
        "han-chung-nhan/lich.ics", calendars.RenewalCalendarView.as_view(), name="renewal-calendar"
    ),
    path(
        "han-chung-nhan/<int:pk>/lich.ics",
        calendars.CertificateCalendarView.as_view(),
        name="renewal-certificate-calendar",
    ),
    path(
        "han-chung-nhan/<int:pk>/nop-ho-so/",
        views.RenewalRecordView.as_view(),
        name="renewal-record",
    ),
    path(
        "han-chung-nhan/ho-so/<int:pk>/xac-nhan/",
        views.RenewalConfirmView.as_view(),
        name="renewal-confirm",
    ),
]
