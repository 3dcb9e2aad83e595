"""URLs of a shop front's proofs besides the star."""

from django.urls import path

from shop.workspace.proofs import views

urlpatterns = [
    path("<int:pk>/gian-hang/tieu-chuan/", views.OwnProofListView.as_view(), name="proofs"),
    path("<int:pk>/gian-hang/tieu-chuan/them/", views.ProofAddView.as_view(), name="proof-add"),
    path(
        "<int:pk>/gian-hang/tieu-chuan/<int:proof>/tep/",
        views.OwnProofFileView.as_view(),
        name="proof-file",
    ),
    path(
        "<int:pk>/gian-hang/tieu-chuan/<int:proof>/bo/",
        views.ProofRemoveView.as_view(),
        name="proof-remove",
    ),
]
