"""What the staff does with a report: take it on, give it away, note, say which product it means."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from catalogue.services.exceptions import CertificateError
from catalogue.services.proposals import propose_revocation
from catalogue.services.star_reports import (
    assign_star_report,
    lock_star_report,
    name_product_of_star_report,
    note_star_report,
)
from shop.dashboard.star_reports.forms import (
    AssignForm,
    NamedProductForm,
    NoteForm,
    ProposedRevocationForm,
    StepForm,
)
from shop.dashboard.star_reports.selection import reports_of
from shop.dashboard.star_reports.views import detail_context
from shop.star_reports.services import take_star_report_on
from shop.users.requests import AuthenticatedHttpRequest

DETAIL = "dashboard:star-report-detail"


class ReportActionView(FormView):
    """One form of the page of a case; a visitor without it is led there."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/star_reports/detail.html"
    form_name = ""
    done: str | Promise = ""
    needs_report = False
    auto_id = "id_%s"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(reports_of(self.request.user), pk=kwargs["pk"])

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the form while nobody else changes this case."""
        self.report = lock_star_report(self.report)
        return super().post(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(DETAIL, pk=self.report.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        report = {"report": self.report} if self.needs_report else {}
        return super().get_form_kwargs() | report | {"auto_id": self.auto_id}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or show the page again with the service's own words."""
        try:
            self.act(form.cleaned_data)
        except ValidationError as error:
            for name, sentences in getattr(error, "message_dict", {"": error.messages}).items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(DETAIL, pk=self.report.pk)

    def act(self, facts: dict[str, Any]) -> None:
        """Call the one service."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        context = super().get_context_data(form=form) | {"report": self.report}
        return context | detail_context(self.request, self.report) | {self.form_name: form}


class StepView(ReportActionView):
    """The next step of a case."""

    form_class, form_name, needs_report = StepForm, "step_form", True
    done = _("The step is noted; the reporter is told where there is an address.")

    def act(self, facts: dict[str, Any]) -> None:
        take_star_report_on(report=self.report, by=self.request.user, **facts)


class AssignView(ReportActionView):
    """Whose case it is."""

    form_class, form_name, needs_report = AssignForm, "assign_form", True
    auto_id = "assign_%s"
    done = _("The case has been given on.")

    def act(self, facts: dict[str, Any]) -> None:
        assign_star_report(report=self.report, to=facts["assignee"])


class NoteView(ReportActionView):
    """A note for the staff."""

    form_class, form_name = NoteForm, "note_form"
    done = _("The note is kept.")

    def act(self, facts: dict[str, Any]) -> None:
        note_star_report(report=self.report, by=self.request.user, text=facts["text"])


class ProductView(ReportActionView):
    """Which product of ours it means; its province sees the case from then on."""

    form_class, form_name, needs_report = NamedProductForm, "product_form", True
    done = _("The product is noted.")

    def act(self, facts: dict[str, Any]) -> None:
        name_product_of_star_report(report=self.report, product=facts["page"], by=self.request.user)


class RevocationView(ReportActionView):
    """The certificate of the product should go: a second person confirms it at the proposals."""

    form_class, form_name = ProposedRevocationForm, "revocation_form"
    done = _("The revocation is proposed; another person has to confirm it.")

    @transaction.atomic
    def act(self, facts: dict[str, Any]) -> None:
        certificate = self.report.product.certificate if self.report.product else None
        if certificate is None:
            raise CertificateError(gettext("No certificate is in force."))
        by = self.request.user
        source = gettext("report of a false star") + f" {self.report.number}"
        if propose_revocation(certificate=certificate, by=by, source=source, **facts) is None:
            raise CertificateError(gettext("This revocation has been proposed already."))
        note_star_report(report=self.report, by=by, text=gettext("A revocation is proposed."))
