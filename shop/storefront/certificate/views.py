"""Pages and files of the open record."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from catalogue.certificate_log.verification import log_head
from catalogue.clock import today
from catalogue.http_cache import PUBLIC, publicly_cacheable, revalidate_public
from catalogue.models import Certificate
from catalogue.paths import absolute_url, certificate_path, home_crumb
from shop.storefront.certificate.json_record import json_record
from shop.storefront.certificate.ledger import SCRIPT, ledger_lines, ledger_page
from shop.storefront.certificate.lookup import find_certificate
from shop.storefront.certificate.page import (
    DAY_PARAMETER,
    asked_day,
    certificate_record,
    day_answer,
)
from shop.storefront.page_cache.version import current_page_version
from theme.pager import pager


@method_decorator(publicly_cacheable, name="dispatch")
class CertificateView(TemplateView):
    """The record of one certificate, in force or not; a second spelling leads to the first."""

    template_name = "storefront/certificate/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.certificate = _certificate_or_404(kwargs["code"])
        if kwargs["code"] != self.certificate.public_id:
            path = certificate_path(self.certificate.public_id)
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{path}?{query}" if query else path)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the record, and what was true on the day asked about."""
        record = certificate_record(self.certificate)
        form, day = asked_day(self.request.GET)
        heading = _("Certificate %(id)s") % {"id": record.public_id}
        product_crumb = [(record.title, record.product_url)] if record.product_url else []
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "description": f"{record.title}: {record.sentence}",
            "canonical_url": absolute_url(certificate_path(record.public_id)),
            "noindex": DAY_PARAMETER in self.request.GET,
            "crumbs": [home_crumb(), *product_crumb, (heading, "")],
            "record": record,
            "form": form,
            "answer": day_answer(self.certificate, day) if day else None,
            "json_url": reverse("catalogue:certificate-json", kwargs={"code": record.public_id}),
        }


@require_safe
def certificate_json(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the record as JSON; `ngay` asks for another day than today, 400 if it is none."""
    certificate = _certificate_or_404(code)
    form, day = asked_day(request.GET)
    if form.errors:
        error = {"error": form.errors[DAY_PARAMETER][0]}
        return JsonResponse(error, status=400, json_dumps_params={"ensure_ascii": False})
    response = JsonResponse(
        json_record(certificate, day or today()),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["X-Robots-Tag"] = "noindex"
    response["Access-Control-Allow-Origin"] = "*"
    return revalidate_public(request, response)


@method_decorator(publicly_cacheable, name="dispatch")
class LedgerView(TemplateView):
    """The log, the newest entry first, and how anybody can check it."""

    template_name = "storefront/certificate/ledger.html"

    def get_context_data(self, **kwargs: Any) -> dict:
        heading, path = _("The ledger of certificates"), self.request.path
        page, rows = ledger_page(self.request.GET.get("trang"))
        parameter = f"?trang={page.number}" if page.number > 1 else ""
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "description": _(
                "What happened to each OCOP certificate, entry by entry, bound by hashes: "
                "no star can be changed unseen."
            ),
            "canonical_url": absolute_url(f"{path}{parameter}"),
            "noindex": page.number > 1,
            "crumbs": [home_crumb(), (_("Check a star"), reverse("star_check")), (heading, "")],
            "rows": rows,
            "head": log_head(),
            "pager": pager(page, path=path),
            "script": SCRIPT.read_text(encoding="utf-8"),
            "lines_url": absolute_url(reverse("catalogue:ledger-lines")),
        }


@require_safe
def ledger_download(request: HttpRequest) -> HttpResponseBase:
    """Send all entries as lines of JSON, from entry `tu` on; 304 while nothing was added."""
    head, version = log_head(), current_page_version()
    etag = f'W/"{head.hash[:20]}-{version.number}-{version.outbox_id}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        first = request.GET.get("tu", "")
        lines = ledger_lines(int(first) if first.isdecimal() and len(first) < 10 else 1)
        response = StreamingHttpResponse(
            iter(()) if request.method == "HEAD" else lines, content_type="application/jsonl"
        )
        response["Content-Disposition"] = 'attachment; filename="so-cai-chung-nhan.jsonl"'
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"], response["Cache-Control"] = etag, PUBLIC
    return response


@require_safe
def ledger_script(request: HttpRequest) -> HttpResponse:
    """Send the program that checks a download, as a file."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_log.py"'
    return revalidate_public(request, response)


def _certificate_or_404(code: str) -> Certificate:
    certificate = find_certificate(code)
    if certificate is None:
        raise Http404
    return certificate
