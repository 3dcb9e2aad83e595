"""Certificates for the staff: the list, one certificate with its history, and its scan."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView, View

from catalogue.clock import today
from catalogue.models import Certificate, RegisterEntry
from catalogue.models.certificate_terms import CertificateState
from catalogue.services.issue_dates import may_be_settled
from shop.dashboard.certificates import selection
from shop.dashboard.certificates.access import visible_certificates
from shop.dashboard.certificates.forms import CertificateFilterForm
from shop.dashboard.renewals.rows import ending_row
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
EXTENDABLE = (
    CertificateState.VALID,
    CertificateState.EXTENDED,
    CertificateState.UNCERTAIN,
    CertificateState.EXPIRED,
)
REVOCABLE = (*EXTENDABLE, CertificateState.NOT_YET_VALID)


class CertificateListView(ListView):
    """All certificates, by what needs doing."""

    template_name = "oscar/dashboard/certificates/list.html"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Certificate]:
        self.form = CertificateFilterForm(self.request.GET)
        return selection.select_certificates(
            visible_certificates(self.request.user),
            show=self.form.value("show"),
            text=self.form.value("q"),
            on=today(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on, show = today(), self.form.value("show")
        counts = selection.count_certificates(visible_certificates(self.request.user), on)
        return context | {
            "rows": [
                selection.certificate_row(certificate, on) for certificate in context["object_list"]
            ],
            "tabs": [
                (value, label, counts[value], value == show)
                for value, label in selection.CertificateFilter.choices
            ],
            "show": show,
            "query": self.form.value("q"),
        }


class CertificateDetailView(DetailView):
    """One certificate: its facts, what may be done with it, and who did what."""

    template_name = "oscar/dashboard/certificates/detail.html"
    context_object_name = "certificate"
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Certificate]:
        return visible_certificates(self.request.user).select_related(
            "product__producer", "classification", "submitted_by", "verified_by", "superseded_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the state of today, the history and the certificates beside it."""
        certificate = self.object
        state = certificate.state(today())
        others = Certificate.objects.filter(product=certificate.product).exclude(pk=certificate.pk)
        return super().get_context_data(**kwargs) | {
            "state": state,
            "events": list(certificate.events.select_related("actor")),
            "others": [
                selection.certificate_row(other, today())
                for other in others.select_related("product__producer")
            ],
            "ends_by_verifying": [
                other
                for other in others.current()
                if state == CertificateState.SUBMITTED and other.valid_from < certificate.valid_from
            ],
            "is_submitter": certificate.submitted_by_id == self.request.user.pk,
            "date_hint": date_hint(certificate),
            "settleable": may_be_settled(certificate, today()),
            "extendable": state in EXTENDABLE,
            "revocable": state in REVOCABLE,
            "ending": ending_row(Certificate.objects.filter(pk=certificate.pk), today()),
        }


def date_hint(certificate: Certificate) -> str:
    """Return what makes a day of issue probable, empty where the register tells nothing of it."""
    entries = RegisterEntry.objects.filter(certificate=certificate)
    return entries.values_list("date_hint", flat=True).first() or ""


class ScanView(View):
    """The scan as a download: what was uploaded never runs as a page of ours."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> FileResponse:
        certificate = get_object_or_404(visible_certificates(request.user), pk=pk)
        name = certificate.scan.name
        if not name or not certificate.scan.storage.exists(name):
            raise Http404
        ending = name.rsplit(".", 1)[-1]
        response = FileResponse(
            certificate.scan.open(), as_attachment=True, filename=f"chung-nhan-{pk}.{ending}"
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
