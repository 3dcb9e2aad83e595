"""Deleting what history hangs on: refused in words instead of an error page."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic.edit import DeletionMixin


class ProtectedDeleteMixin(DeletionMixin):
    """Says why an object stays when certificates, orders or producers refer to it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete, or go back to the question with the reason."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(
                request,
                _("It cannot be deleted: certificates, orders or a producer refer to it."),
            )
            return redirect(request.path)
