"""Wagtail's page editor for two people at once."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page


class PageEditView(EditView):
    """Wagtail's editor; while a page is judged and saved, nobody else saves it."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            rows = Page.objects.select_for_update(no_key=True).filter(pk=page_id)
            list(rows.order_by().values_list("pk"))
            return super().dispatch(request, page_id, **kwargs)
