"""The books: the report of each day, what does not add up, and couriers' files."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView, View

from catalogue.clock import now
from catalogue.photos.forms import keep_uploads
from catalogue.register.exceptions import RegisterFileError
from shop.dashboard.payments.forms import RemittanceForm, SettlementForm
from shop.order.models import CourierRemittance, Order, RemittanceLine
from shop.order.payments.reconciliation.findings import BookFault
from shop.order.payments.reconciliation.report import reconcile, write_report
from shop.order.payments.refundable import label_of_method
from shop.order.remittances.services import read_remittance, settle_shortage
from shop.payment.models import DailyReport
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed

PER_PAGE = 31
LABELS: dict[str, Promise] = {
    BookFault.MONEY_WITHOUT_ORDER: gettext_lazy("Money without an order"),
    BookFault.OVERPAID: gettext_lazy("More was paid than is owed"),
    BookFault.ORDER_WITHOUT_MONEY: gettext_lazy("An order goes out without its money"),
    BookFault.CASH_NOT_WRITTEN: gettext_lazy("Delivered, but the cash is not in the ledger"),
    BookFault.STATUS_DIFFERS: gettext_lazy("The status does not follow from the ledger"),
    BookFault.SELLERS_DIFFER: gettext_lazy("The sellers' sums do not come to the order's"),
    BookFault.REFUND_DIFFERS: gettext_lazy("Refunds and ledger differ"),
    BookFault.TOO_MUCH_REFUNDED: gettext_lazy("More went back than came"),
    BookFault.REFUND_STUCK: gettext_lazy("A refund waits for too long"),
    BookFault.REFUND_FAILED: gettext_lazy("A refund did not arrive"),
    BookFault.ATTEMPT_STUCK: gettext_lazy("An attempt to pay never reached the provider"),
    BookFault.EVENT_REFUSED: gettext_lazy("A provider's event does not fit"),
    BookFault.EVENT_PENDING: gettext_lazy("A provider's event waits for too long"),
    BookFault.BANK_LINE_UNMATCHED: gettext_lazy("A line of the bank belongs to no order"),
    BookFault.CASH_NOT_REMITTED: gettext_lazy(
        "Delivered, but the courier has not paid over the cash"
    ),
}


class ReconciliationView(ListView):
    """The newest report in full, the older ones day by day."""

    template_name = "oscar/dashboard/payments/reconciliation.html"
    context_object_name = "reports"
    model = DailyReport
    paginate_by = PER_PAGE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        newest = DailyReport.objects.first()
        findings = newest.findings if newest else []
        numbers = {row["order"] for row in findings}
        keys = dict(Order.objects.filter(number__in=numbers).values_list("number", "pk"))
        return context | {
            "newest": newest,
            "findings": [
                (LABELS.get(row["kind"], row["kind"]), row, keys.get(row["order"]))
                for row in findings
            ],
            "rows": [
                (report, [(label_of_method(code), sums) for code, sums in report.sums.items()])
                for report in context["reports"]
            ],
            "remittances": CourierRemittance.objects.annotate(
                number=Count("lines"), amount=Sum("lines__amount")
            )[:10],
        }


class ReconcileNowView(View):
    """Reconciles at once and keeps the report of today."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        findings, repairs = reconcile()
        write_report(now().date(), findings, repairs)
        messages.success(
            request,
            _("Reconciled: %(found)d do not add up, %(done)d were put right.")
            % {"found": len(findings), "done": len(repairs)},
        )
        return redirect("dashboard:reconciliation")


class RemittanceUploadView(FormView):
    """A courier's file to read; the same file twice leads to the first reading."""

    template_name = "oscar/dashboard/payments/remittance_upload.html"
    form_class = RemittanceForm
    request: AuthenticatedHttpRequest

    def get_form(self, form_class: type | None = None) -> RemittanceForm:
        form = super().get_form(form_class)
        keep_uploads(form.fields.values(), self.request.user)
        return form

    def form_valid(self, form: RemittanceForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        file.seek(0)
        try:
            remittance = read_remittance(
                courier=form.cleaned_data["courier"],
                name=str(file.name),
                data=file.read(),
                by=self.request.user,
            )
        except RegisterFileError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("dashboard:remittance-detail", pk=remittance.pk)


class RemittanceLineView(FormView):
    """A line for which a courier paid over too little: what is missing, and how it was cleared."""

    template_name = "oscar/dashboard/payments/remittance_line.html"
    form_class = SettlementForm
    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        lines = RemittanceLine.objects.exclude(producer_order=None).select_related(
            "remittance", "producer_order__order", "settled_by"
        )
        self.line = get_object_or_404(lines, pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = RemittanceLine.objects.short().filter(pk=self.line.pk).exists()
        return super().get_context_data(**kwargs) | {
            "line": self.line,
            "is_open": is_open,
            "expected": self.line.amount - self.line.difference,
        }

    def form_valid(self, form: SettlementForm) -> HttpResponse:
        settlement = form.cleaned_data["settlement"]
        if settle_shortage(line=self.line, by=self.request.user, settlement=settlement):
            messages.success(self.request, _("Written down; the line asks for nothing any more."))
        else:
            messages.info(self.request, _("Somebody has cleared this line already."))
            say_typed(self.request, settlement)
        return redirect("dashboard:remittance-line", pk=self.line.pk)


class RemittanceDetailView(DetailView):
    """What each line of a courier's file came to; what is not in full comes first."""

    template_name = "oscar/dashboard/payments/remittance_detail.html"
    context_object_name = "remittance"

    def get_queryset(self) -> QuerySet[CourierRemittance]:
        return CourierRemittance.objects.select_related("uploaded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = self.object.lines.select_related("producer_order__order")
        counts = lines.order_by().values("outcome").annotate(number=Count("pk"), sum=Sum("amount"))
        labels = dict(lines.model._meta.get_field("outcome").choices)
        return super().get_context_data(**kwargs) | {
            "counts": [(labels[row["outcome"]], row["number"], row["sum"]) for row in counts],
            "wrong": lines.exclude(outcome="full")[:500],
            "right": lines.filter(outcome="full")[:500],
            "fees": lines.aggregate(sum=Sum("fee"))["sum"] or 0,
        }
