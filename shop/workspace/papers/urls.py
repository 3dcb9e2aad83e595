"""URLs of a shop front's papers."""

from django.urls import path

from shop.workspace.papers import views

urlpatterns = [
    path("<int:pk>/gian-hang/giay-to/", views.PaperListView.as_view(), name="papers"),
    path("<int:pk>/gian-hang/giay-to/them/", views.PaperAddView.as_view(), name="paper-add"),
    path(
        "<int:pk>/gian-hang/giay-to/<int:paper>/thay/",
        views.PaperAddView.as_view(),
        name="paper-replace",
    ),
    path(
        "<int:pk>/gian-hang/giay-to/<int:paper>/tep/",
        views.PaperFileView.as_view(),
        name="paper-file",
    ),
]
