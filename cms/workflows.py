"""Wagtail's screen of one workflow, whose list of pages takes any page number."""

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from wagtail.admin.views import workflows
from wagtail.models import Page, WorkflowPage


class WorkflowEditView(workflows.Edit):
    """Shows the nearest page of the list for a number that it does not have."""

    def get_paginated_pages(self) -> ListPage:
        """Return the pages under this workflow."""
        keys = WorkflowPage.objects.filter(workflow=self.get_object()).values("page")
        pages = Page.objects.filter(pk__in=keys).order_by("path")
        return Paginator(pages, self.MAX_PAGES).get_page(self.request.GET.get("p"))
