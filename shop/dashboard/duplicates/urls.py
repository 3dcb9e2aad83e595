"""URLs under /quan-tri/trung-lap/ and the permission each one asks for.

A merge moves certificates, so that it is for whoever verifies and revokes them.
"""

from django.urls import path

from shop.dashboard.duplicates import views

VIEW, DECIDE = ["catalogue.view_certificate"], ["catalogue.change_certificate"]
PERMISSIONS = {
    "duplicate-list": VIEW,
    "duplicate-detail": VIEW,
    "duplicate-search": DECIDE,
    "duplicate-merge": DECIDE,
    "duplicate-different": DECIDE,
    "duplicate-reopen": DECIDE,
    "duplicate-undo": DECIDE,
}

urlpatterns = [
    path("trung-lap/", views.DuplicateListView.as_view(), name="duplicate-list"),
    path("trung-lap/tim/", views.SearchDuplicatesView.as_view(), name="duplicate-search"),
    path("trung-lap/<int:pk>/", views.DuplicateDetailView.as_view(), name="duplicate-detail"),
    path("trung-lap/<int:pk>/gop/", views.MergeView.as_view(), name="duplicate-merge"),
    path("trung-lap/<int:pk>/khac/", views.DifferentView.as_view(), name="duplicate-different"),
    path("trung-lap/<int:pk>/hoi-lai/", views.ReopenView.as_view(), name="duplicate-reopen"),
    path("trung-lap/gop/<int:pk>/tach/", views.UndoMergeView.as_view(), name="duplicate-undo"),
]
