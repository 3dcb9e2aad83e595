"""Whose register file it is: the files of the provinces that somebody acts for, and no others."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from catalogue.models import RegisterUpload
from catalogue.province_access import own_province_rows
from shop.users.models import User


def visible_uploads(user: User | AnonymousUser) -> QuerySet[RegisterUpload]:
    """Return the files that a person may see, with the people who had to do with them."""
    uploads = RegisterUpload.objects.light().select_related(
        "province", "uploaded_by", "submitted_by", "confirmed_by", "rejected_by", "undone_by"
    )
    return own_province_rows(uploads, user, province="province")


class OwnUploadMixin:
    """Finds the upload of the URL among those of one's own provinces, else 404."""

    upload: RegisterUpload

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a view stands beside it
        self.upload = get_object_or_404(visible_uploads(request.user), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"upload": self.upload}
