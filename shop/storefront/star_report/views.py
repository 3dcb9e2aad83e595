"""Reporting a false star, and following the report by its private link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView

from catalogue.labels import Fact
from catalogue.models import StarReport
from catalogue.models.star_report import DAYS_TO_SETTLE
from catalogue.paths import absolute_url, home_crumb
from shop.star_reports.emails import star_report_path
from shop.star_reports.services import send_star_report
from shop.storefront.star_report.forms import StarReportForm, days_kept
from shop.users.client_ip import client_network
from shop.users.throttling import Limit, say_when, too_often

PRODUCT = "san-pham"
#: Reports taken in from one network; many share one address at a mobile carrier or on a market.
REPORTS = Limit("star-report", tries=10, seconds=3600)
#: Each photograph is decoded before anything else of the form is judged.
TRIES = Limit("star-report-tries", tries=40, seconds=3600)


@method_decorator(never_cache, name="dispatch")
class StarReportView(FormView):
    """The form; sent twice it is one report, and nothing typed is lost on the way."""

    template_name = "storefront/star_report/form.html"
    form_class = StarReportForm

    def get_initial(self) -> dict[str, Any]:
        """The product whose page led here."""
        return {"product_slug": self.request.GET.get(PRODUCT, "")[:255]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge the form, unless this network has sent more than people do."""
        wait = TRIES.wait_for(client_network(request)) or REPORTS.used_up(client_network(request))
        if wait:
            form = StarReportForm(request.POST, initial=self.get_initial())  # photos are not read
            form.add_error(None, too_often(wait))
            return say_when(self.form_invalid(form), wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: StarReportForm) -> HttpResponse:
        """Take it in and lead to its private page."""
        REPORTS.wait_for(client_network(self.request))
        report = send_star_report(**form.facts(), language=get_language() or "vi")
        return redirect(star_report_path(report))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heading = _("Report a false star")
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "crumbs": [home_crumb(), (heading, "")],
            "description": _(
                "You saw OCOP stars that are not true? Tell us which product and where; we look "
                "into it and tell you what came of it."
            ),
            "canonical_url": absolute_url(reverse("star_report")),
            "noindex": bool(self.request.GET),
            "days": DAYS_TO_SETTLE.days,
            "days_kept": days_kept(),
        }


@method_decorator(never_cache, name="dispatch")
class StarReportStatusView(DetailView):
    """The private page of one report: its number, how far it is, and what came of it."""

    template_name = "storefront/star_report/status.html"
    context_object_name = "report"
    queryset = StarReport.objects.select_related("product")

    def get_object(self, queryset: Any = None) -> StarReport:
        return get_object_or_404(self.queryset, token=self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the link from robots and from the sites that the page leads to."""
        response = super().get(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "heading": _("Your report %(number)s") % {"number": self.object.number},
            "steps": list(self.object.transitions.all()),
            "facts": _facts(self.object),
            "url": absolute_url(star_report_path(self.object)),
            "noindex": True,
        }


def _facts(report: StarReport) -> list[Fact]:
    """Return what was reported, the lines that were filled in."""
    facts = [
        Fact(_("Product"), report.goods or _("As on your photograph")),
        Fact(_("What is wrong"), str(capfirst(report.get_fault_display()))),
        Fact(_("In your words"), report.details),
        Fact(_("Where"), report.place_seen),
        Fact(_("Photograph"), _("We have it.") if report.photo else ""),
    ]
    return [fact for fact in facts if fact.value]
