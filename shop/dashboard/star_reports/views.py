"""Reports of false stars: the list, one case, its photograph, and the figures."""

from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView, View

from catalogue.clock import today
from catalogue.models import StarReport
from catalogue.models.star_report import StarReportState
from catalogue.spreadsheets import XLSX, write_workbook
from shop.dashboard.star_reports import selection
from shop.dashboard.star_reports.forms import (
    AssignForm,
    NamedProductForm,
    NoteForm,
    ProposedRevocationForm,
    StarReportFilterForm,
    StepForm,
)
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40


class StarReportListView(ListView):
    """What waits, the nearest deadline first."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/star_reports/list.html"
    context_object_name = "reports"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[StarReport]:
        self.form = StarReportFilterForm(self.request.GET, user=self.request.user)
        return selection.select_reports(
            self.request.user,
            show=self.form.value("show"),
            text=self.form.value("q"),
            province=self.form.value("province"),
            on=today(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = selection.count_reports(self.request.user, today())
        show = self.form.value("show")
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "show": show,
            "query": self.form.value("q"),
            "today": today(),
            "tabs": [
                (value, label, counts[value], value == show)
                for value, label in selection.StarReportFilter.choices
            ],
        }


class StarReportDetailView(DetailView):
    """One case: what was reported, what was found out, and the next step."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/star_reports/detail.html"
    context_object_name = "report"

    def get_queryset(self) -> QuerySet[StarReport]:
        return selection.reports_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | detail_context(self.request, self.object)


def detail_context(request: AuthenticatedHttpRequest, report: StarReport) -> dict[str, Any]:
    """Return what the page of a case shows beside the case, with forms for who may work on it."""
    product, user = report.product, request.user
    context: dict[str, Any] = {
        "days_left": (report.due_on - today()).days,
        "phone": local_phone(report.reporter_phone) if report.reporter_phone else "",
        "steps": report.transitions.select_related("by"),
        "notes": report.notes.select_related("by"),
        "certificate": product.certificate if product else None,
        "takedown": product.takedowns.in_force().first() if product else None,
        "others": product.star_reports.exclude(pk=report.pk)[:20] if product else [],
    }
    if user.has_perm("catalogue.change_starreport"):
        context["note_form"] = NoteForm()
        if report.state != StarReportState.CLOSED:
            context |= {
                "step_form": StepForm(report=report),
                "assign_form": AssignForm(report=report, auto_id="assign_%s"),
                "product_form": NamedProductForm(report=report),
            }
            if context["certificate"]:
                context["revocation_form"] = ProposedRevocationForm()
    if product and user.has_perm("catalogue.add_takedown"):
        url = reverse("dashboard:takedown-place", kwargs={"product_pk": product.pk})
        context["takedown_url"] = f"{url}?bao-sao={report.pk}"
    return context


class StarReportPhotoView(View):
    """The photograph of a pack, cleaned when it was taken in; nobody else gets it."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> FileResponse:
        report = get_object_or_404(selection.reports_of(request.user), pk=pk)
        name = report.photo.name
        if not name or not report.photo.storage.exists(name):
            raise Http404
        response = FileResponse(report.photo.open(), content_type="image/jpeg")
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class StarReportStatisticsView(TemplateView):
    """How many reports by province and month, and what came of them."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/star_reports/statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = selection.figures_of(self.request.user)
        return super().get_context_data(**kwargs) | {"figures": figures}


class StarReportStatisticsFileView(View):
    """The same as a workbook."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        file = BytesIO()
        table = selection.figure_table(selection.figures_of(request.user))
        write_workbook(file, {_("False stars"): table})
        return HttpResponse(
            file.getvalue(),
            content_type=XLSX,
            headers={"Content-Disposition": 'attachment; filename="bao-sao-sai.xlsx"'},
        )
