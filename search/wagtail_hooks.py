"""Registrations only."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.reports import SearchTermReport


@hooks.register("register_admin_urls")
def register_report_url() -> list[URLPattern]:
    return [path("reports/searched-texts/", SearchTermReport.as_view(), name="searched_texts")]


@hooks.register("register_reports_menu_item")
def register_report_in_menu() -> MenuItem:
    """Show the report of searches in the menu, to everyone who sees the menu."""
    url = reverse("searched_texts")
    return MenuItem(_("Searched texts"), url, name="searched-texts", icon_name="search")
