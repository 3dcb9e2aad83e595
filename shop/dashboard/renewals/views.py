"""Ends of certificates: the list, a file handed in, the second person's confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView

from catalogue.clock import today
from catalogue.models import Certificate, Renewal
from catalogue.province_access import own_province_rows
from catalogue.renewals.services import confirm_extension, extension_reason, record_renewal
from shop.dashboard.certificates.submission import lock_product
from shop.dashboard.renewals.forms import RenewalForm
from shop.dashboard.renewals.rows import own_certificates, renewal_row, with_deadlines
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
#: What is recorded of a receipt.
FACTS = ("handed_in_on", "receipt_number", "note")


class RenewalListView(ListView):
    """The own products' certificates by their end, with what to do about each."""

    template_name = "oscar/dashboard/renewals/list.html"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Certificate]:
        return with_deadlines(own_certificates(self.request.user), today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on = today()
        rows = [renewal_row(certificate, on) for certificate in context["object_list"]]
        return context | {"rows": rows}


class RenewalRecordView(FormView):
    """Noting that a file was handed in, or correcting what was noted."""

    template_name = "oscar/dashboard/renewals/record.html"
    form_class = RenewalForm
    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        certificates = own_province_rows(Certificate.objects.current(), request.user)
        self.certificate = get_object_or_404(
            certificates.select_related("product__producer", "product__province", "renewal"),
            pk=kwargs["pk"],
        )
        self.renewal: Renewal | None = getattr(self.certificate, "renewal", None)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge the form by what is recorded now, while nobody else records."""
        lock_product(self.certificate.product_id)
        self.renewal = Renewal.objects.filter(certificate=self.certificate).first()
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        if self.renewal is None:
            return {}
        return {name: getattr(self.renewal, name) for name in FACTS}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Days are judged by the certificate."""
        return super().get_form_kwargs() | {"certificate": self.certificate}

    def form_valid(self, form: RenewalForm) -> HttpResponse:
        facts = {name: form.cleaned_data[name] for name in FACTS}
        try:
            record_renewal(certificate=self.certificate, by=self.request.user, **facts)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The renewal file of “%s” is recorded.") % self.certificate.product.title,
        )
        return redirect("dashboard:task-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = renewal_row(self.certificate, today())
        return super().get_context_data(**kwargs) | {"row": row}


class RenewalConfirmView(TemplateView):
    """The second person: the facts, and one button that extends the certificate."""

    template_name = "oscar/dashboard/renewals/confirm.html"
    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        renewals = own_province_rows(
            Renewal.objects.all(), request.user, province="certificate__product__province"
        )
        related = ("certificate__product__producer", "certificate__product__province")
        self.renewal = get_object_or_404(
            renewals.select_related(*related, "recorded_by"), pk=kwargs["pk"]
        )

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        try:
            confirm_extension(renewal=self.renewal, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("dashboard:renewal-confirm", pk=pk)
        title = self.renewal.certificate.product.title
        messages.success(request, _("The certificate of “%s” is extended.") % title)
        return redirect("dashboard:task-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate = self.renewal.certificate
        certificate.renewal = self.renewal
        return super().get_context_data(**kwargs) | {
            "row": renewal_row(certificate, today()),
            "renewal": self.renewal,
            "reason": extension_reason(self.renewal),
            "is_recorder": self.renewal.recorded_by_id == self.request.user.pk,
        }
