"""URLs under /quan-tri/bao-sao-sai/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.star_reports import actions, views

VIEW, WORK = ["catalogue.view_starreport"], ["catalogue.change_starreport"]
PERMISSIONS = {
    "star-report-list": VIEW,
    "star-report-detail": VIEW,
    "star-report-photo": VIEW,
    "star-report-statistics": VIEW,
    "star-report-statistics-file": VIEW,
    "star-report-step": WORK,
    "star-report-assign": WORK,
    "star-report-note": WORK,
    "star-report-product": WORK,
    "star-report-revocation": WORK,
}

urlpatterns = [
    path("bao-sao-sai/", views.StarReportListView.as_view(), name="star-report-list"),
    path("bao-sao-sai/<int:pk>/", views.StarReportDetailView.as_view(), name="star-report-detail"),
    path(
        "bao-sao-sai/<int:pk>/anh/", views.StarReportPhotoView.as_view(), name="star-report-photo"
    ),
    path(
        "bao-sao-sai/so-lieu/",
        views.StarReportStatisticsView.as_view(),
        name="star-report-statistics",
    ),
    path(
        "bao-sao-sai/so-lieu.xlsx",
        views.StarReportStatisticsFileView.as_view(),
        name="star-report-statistics-file",
    ),
    path("bao-sao-sai/<int:pk>/buoc/", actions.StepView.as_view(), name="star-report-step"),
    path("bao-sao-sai/<int:pk>/giao/", actions.AssignView.as_view(), name="star-report-assign"),
    path("bao-sao-sai/<int:pk>/ghi-chu/", actions.NoteView.as_view(), name="star-report-note"),
    path(
        "bao-sao-sai/<int:pk>/san-pham/", actions.ProductView.as_view(), name="star-report-product"
    ),
    path(
        "bao-sao-sai/<int:pk>/de-nghi-thu-hoi/",
        actions.RevocationView.as_view(),
        name="star-report-revocation",
    ),
]
