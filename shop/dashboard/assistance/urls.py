"""URLs under /quan-tri/lam-thay/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.assistance import views

ASSIST = ["partner.add_assistanceconsent"]
PERMISSIONS = {
    "assistance-list": ASSIST,
    "assistance-begin": ASSIST,
    "assistance-end": ASSIST,
}

urlpatterns = [
    path("lam-thay/", views.AssistanceListView.as_view(), name="assistance-list"),
    path("lam-thay/<int:pk>/", views.BeginAssistanceView.as_view(), name="assistance-begin"),
    path("lam-thay/<int:pk>/thoi/", views.EndAssistanceView.as_view(), name="assistance-end"),
]
