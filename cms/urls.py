"""What takes the place of Wagtail's own doors; the names are Wagtail's."""

from django.urls import path

from cms.private_pages import sign_in, unlock

urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        unlock,
        name="wagtailcore_authenticate_with_password",
    ),
    path("_util/login/", sign_in, name="wagtailcore_login"),
]
