"""URLs of notices, and of the link that ends the e-mail of the day."""

from django.urls import path

from shop.workspace.notices import views
from shop.workspace.notices.digest_end_view import DigestEndView

urlpatterns = [
    path("<int:pk>/thong-bao/", views.NoticeListView.as_view(), name="notices"),
    path("<int:pk>/thong-bao/cai-dat/", views.NoticeSettingsView.as_view(), name="notice-settings"),
    path("<int:pk>/thong-bao/<int:notice>/", views.NoticeView.as_view(), name="notice"),
    path("thong-bao/thoi/<str:token>/", DigestEndView.as_view(), name="digest-end"),
]
