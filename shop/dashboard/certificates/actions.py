"""What staff do with certificates: enter, verify, extend, revoke. One POST, one service each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View

from catalogue.clock import today
from catalogue.models import ListingDraft, Product
from catalogue.services import certificates as services
from catalogue.services.issue_dates import settle_issue_date
from catalogue.text import question, slugify_vi
from shop.dashboard.certificates import forms, views
from shop.dashboard.certificates.access import visible_certificates, visible_products
from shop.dashboard.certificates.submission import lock_product, submit_once
from shop.users.requests import AuthenticatedHttpRequest

DETAIL = "dashboard:certificate-detail"


class ProductChoiceView(ListView):
    """First step of entering: which product the certificate is about."""

    template_name = "oscar/dashboard/certificates/choose_product.html"
    context_object_name = "products"
    paginate_by = 20
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Product]:
        """Products whose name, producer or article number has the words; all own without words."""
        self.form = forms.ProductSearchForm(self.request.GET)
        text = question(self.form.cleaned_data["q"]) if self.form.is_valid() else ""
        products = visible_products(self.request.user)
        if slug := slugify_vi(text):
            products = products.filter(
                Q(slug__contains=slug) | Q(producer__slug__contains=slug) | Q(upc=text)
            )
        return products.order_by("title", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": self.form}


class SubmitView(FormView):
    """Second step: the facts of the decision."""

    template_name = "oscar/dashboard/certificates/submit.html"
    form_class = forms.SubmitForm
    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        products = visible_products(self.request.user)
        self.product = get_object_or_404(products, pk=kwargs["product_pk"])

    def get_initial(self) -> dict[str, Any]:
        """The class of today is the likeliest; the rest is what the producer sent in, if it did."""
        papers = self.papers
        sent = (
            {
                "decision_number": papers.decision_number,
                "decision_date": papers.decision_date,
                "code": papers.code,
            }
            if papers
            else {}
        )
        return {"classification": self.product.classification_id} | sent

    @cached_property
    def papers(self) -> ListingDraft | None:
        """The producer's own certificate of this product that nobody has entered yet."""
        return ListingDraft.objects.with_papers().filter(product=self.product).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scan is kept for the person who enters it."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: forms.SubmitForm) -> HttpResponse:
        """Enter it once, whatever the browser sends twice."""
        facts = form.cleaned_data
        if not facts["scan"] and self.papers and self.papers.scan:
            with self.papers.scan.open() as file:
                name = str(self.papers.scan.name).rsplit("/", 1)[-1]
                facts["scan"] = ContentFile(file.read(), name=name)
        try:
            certificate = submit_once(product=self.product, by=self.request.user, **facts)
        except ValidationError as error:
            return _refused(self, form, error)
        messages.success(self.request, _("The certificate awaits verification by another person."))
        return redirect(DETAIL, pk=certificate.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificates = self.product.certificates.order_by("-valid_from")
        return super().get_context_data(**kwargs) | {
            "product": self.product,
            "certificates": certificates,
            "papers": self.papers,
        }


class VerifyView(View):
    """The second pair of eyes."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        certificate = get_object_or_404(visible_certificates(request.user), pk=pk)
        try:
            services.verify_certificate(certificate=certificate, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The certificate is verified."))
        return redirect(DETAIL, pk=pk)


class CertificateActionView(FormView):
    """A form about one certificate; while it is judged, nobody else changes that certificate."""

    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        queryset = visible_certificates(self.request.user).select_related("product__producer")
        self.certificate = get_object_or_404(queryset, pk=kwargs["pk"])

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold the product's row as the services do, then look at the certificate again."""
        lock_product(self.certificate.product_id)
        self.certificate.refresh_from_db()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Forms judge dates by the certificate."""
        return super().get_form_kwargs() | {"certificate": self.certificate}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"certificate": self.certificate}


class ExtendView(CertificateActionView):
    """Extension while the re-assessment is pending."""

    template_name = "oscar/dashboard/certificates/extend.html"
    form_class = forms.ExtendForm

    def form_valid(self, form: forms.ExtendForm) -> HttpResponse:
        try:
            services.extend_certificate(
                certificate=self.certificate, by=self.request.user, **form.cleaned_data
            )
        except ValidationError as error:
            return _refused(self, form, error)
        messages.success(self.request, _("The certificate is extended."))
        return redirect(DETAIL, pk=self.certificate.pk)


class SettleView(CertificateActionView):
    """The day of issue, once the decision has been seen."""

    template_name = "oscar/dashboard/certificates/settle.html"
    form_class = forms.SettleForm

    def get_initial(self) -> dict[str, Any]:
        """Number and day may be known already."""
        certificate = self.certificate
        return {
            "decision_number": certificate.decision_number,
            "issued_on": certificate.decision_date,
        }

    def form_valid(self, form: forms.SettleForm) -> HttpResponse:
        try:
            settled = settle_issue_date(
                certificate=self.certificate, by=self.request.user, **form.cleaned_data
            )
        except ValidationError as error:
            return _refused(self, form, error)
        state = settled.state(today()).label
        messages.success(
            self.request, _("The day of issue is settled. The certificate: %s.") % state
        )
        return redirect(DETAIL, pk=self.certificate.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "date_hint": views.date_hint(self.certificate),
            "is_submitter": self.certificate.submitted_by_id == self.request.user.pk,
        }


class RevokeView(CertificateActionView):
    """Revocation in two steps: the facts, then the question whether they are right."""

    template_name = "oscar/dashboard/certificates/revoke.html"
    form_class = forms.RevokeForm

    def get_initial(self) -> dict[str, Any]:
        """Most decisions hold from the day they are entered."""
        return {"on": today()}

    def form_valid(self, form: forms.RevokeForm) -> HttpResponse:
        """Ask first; revoke when the answer comes back."""
        facts = dict(form.cleaned_data)
        if not facts.pop("confirmed"):
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        try:
            services.revoke_certificate(certificate=self.certificate, by=self.request.user, **facts)
        except ValidationError as error:
            return _refused(self, form, error)
        messages.success(self.request, _("The certificate is revoked; its star is gone."))
        return redirect(DETAIL, pk=self.certificate.pk)


def _refused(view: FormView, form: Form, error: ValidationError) -> HttpResponse:
    """The form again, with the service's own words at the field they are about."""
    for field, messages_ in getattr(error, "message_dict", {"": error.messages}).items():
        for message in messages_:
            form.add_error(field if field in form.fields else None, message)
    return view.form_invalid(form)
