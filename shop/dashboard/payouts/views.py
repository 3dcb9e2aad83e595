"""Payouts for whoever sends them: what is owed, one batch with its steps, its file and its codes."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from catalogue.spreadsheets import XLSX, csv_response, write_workbook
from shop.dashboard.payouts.forms import (
    REFERENCE_FIELD,
    NewBatchForm,
    PayoutFilter,
    PayoutStep,
    PayoutStepForm,
)
from shop.dashboard.payouts.steps import take_step
from shop.order.exceptions import PayoutRefused
from shop.order.payouts.bank_file import bank_rows, items_to_send
from shop.order.payouts.batches import make_batch
from shop.order.payouts.owed import read_owed_sellers
from shop.payment.banks import bank_name
from shop.payment.models import PayoutBatch, PayoutItem, PayoutStatus, SellerAccount
from shop.payment.transfer.vietqr import TransferOrder, draw_svg, write_payload
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

DETAIL = "dashboard:payout-detail"
MANAGES = "payment.change_payoutbatch"
OPEN = (PayoutStatus.PROPOSED, PayoutStatus.APPROVED, PayoutStatus.SENDING)
#: Ended batches that are shown.
SHOWN = 100


class PayoutListView(TemplateView):
    """What is owed to whom and since when; batches; accounts in another name. Makes a batch by POST."""

    template_name = "oscar/dashboard/payouts/list.html"
    request: AuthenticatedHttpRequest

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Make a batch of those who were chosen; what was chosen stays so where it is refused."""
        if not request.user.has_perm(MANAGES):
            raise Http404
        self.sellers = read_owed_sellers()
        form = NewBatchForm(request.POST, partners=[each.partner.pk for each in self.sellers])
        if form.is_valid():
            data = form.cleaned_data
            try:
                batch = make_batch(
                    partners=data["partner"], by=request.user, submission=data["submission"]
                )
            except PayoutRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                return redirect(DETAIL, pk=batch.pk)
        for errors in form.errors.values():
            for error in errors:
                messages.error(request, str(error))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("show", "")
        show = PayoutFilter(wanted) if wanted in PayoutFilter.values else PayoutFilter.OWED
        under_way = PayoutBatch.objects.filter(status__in=OPEN)
        unchecked = SellerAccount.objects.unchecked()
        counts: dict[PayoutFilter, int | None] = {
            PayoutFilter.UNDER_WAY: under_way.count(),
            PayoutFilter.ACCOUNTS: unchecked.count(),
        }
        context = super().get_context_data(**kwargs) | {
            "tabs": [
                (each.value, each.label, counts.get(each), each == show) for each in PayoutFilter
            ],
            "show": show,
            "manages": self.request.user.has_perm(MANAGES),
        }
        if show == PayoutFilter.ACCOUNTS:
            return context | _account_rows(unchecked)
        if show != PayoutFilter.OWED:
            ended = PayoutBatch.objects.exclude(status__in=OPEN)[:SHOWN]
            return context | {
                "batches": _batches(under_way if show == PayoutFilter.UNDER_WAY else ended)
            }
        sellers = getattr(self, "sellers", None) or read_owed_sellers()
        form = context.get("form") or NewBatchForm(partners=[])
        chosen = self.request.POST.getlist("partner") if form.is_bound else None
        return context | {
            "form": form,
            "sellers": [
                (
                    each,
                    each.can_be_paid and (chosen is None or str(each.partner.pk) in chosen),
                    bank_name(each.account.bank_bin) if each.account else "",
                )
                for each in sellers
            ],
            "payable": sum(each.owed.payable for each in sellers if each.can_be_paid),
        }


class PayoutDetailView(DetailView):
    """One batch: its transfers, who did what, and what may be done now."""

    template_name = "oscar/dashboard/payouts/detail.html"
    context_object_name = "batch"
    queryset = PayoutBatch.objects.select_related("made_by", "approved_by")
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch: PayoutBatch = self.object
        items = list(batch.items.select_related("partner", "account", "payout"))
        sees = self.request.user.has_perm(MANAGES)
        typed = self.request.POST
        return super().get_context_data(**kwargs) | {
            "rows": [
                (
                    item,
                    bank_name(item.account.bank_bin) if item.account else "",
                    _shown_account(item, sees),
                    typed.get(f"{REFERENCE_FIELD}{item.pk}", ""),
                )
                for item in items
            ],
            "total": sum(int(item.amount) for item in items if item.status != "dropped"),
            "open_items": [item for item in items if item.status == "open"],
            "is_sending": batch.status == PayoutStatus.SENDING,
            "steps": _steps(batch, items, self.request.user),
            "made_myself": batch.status == PayoutStatus.PROPOSED
            and batch.made_by_id == self.request.user.pk,
            "waits_for_second": batch.status == PayoutStatus.PROPOSED,
            "history": batch.transitions.select_related("actor"),
            "typed": typed,
        }


class PayoutStepView(PayoutDetailView):
    """One step by one press; a second press changes nothing, what is refused stays typed."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Take the step, and say what became of it."""
        self.object = self.get_object()
        form = PayoutStepForm(request.POST)
        problems = [str(error) for errors in form.errors.values() for error in errors]
        if form.is_valid():
            numbers = {
                item: request.POST.get(f"{REFERENCE_FIELD}{item}", "").strip()
                for item in self.object.items.values_list("pk", flat=True)
            }
            done, problems = take_step(self.object, form.cleaned_data, numbers, request.user)
            if done:
                messages.success(request, done)
        for problem in problems:
            messages.error(request, problem)
        if not problems:
            return redirect(DETAIL, pk=pk)
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data())


class PayoutFileView(View):
    """The transfers that are to be sent, as a table for the bank; never kept by a browser."""

    kind = "xlsx"

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponseBase:
        """Write CSV or XLSX; 404 where nothing is to be sent."""
        items = items_to_send(get_object_or_404(PayoutBatch, pk=pk))
        if not items:
            raise Http404
        name = f"chi-tra-{pk}.{self.kind}"
        response: HttpResponseBase
        if self.kind == "csv":
            response = csv_response(name, bank_rows(items))
        else:
            file = BytesIO()
            write_workbook(file, {_("Payouts"): bank_rows(items)})
            response = HttpResponse(file.getvalue(), content_type=XLSX)
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


class PayoutCodeView(View):
    """The VietQR code of one transfer, for the shop's own banking app; never kept by a browser."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Draw it; 404 for what is not to be sent."""
        rows = PayoutItem.objects.select_related("batch", "account")
        item = get_object_or_404(rows, pk=pk, batch__status=PayoutStatus.SENDING)
        if not item.may_be_sent or item.account is None:
            raise Http404
        order = TransferOrder(
            bank=item.account.bank_bin,
            account=item.account.account,
            amount=int(item.amount),
            purpose=item.words,
        )
        response = HttpResponse(draw_svg(write_payload(order)), content_type="image/svg+xml")
        response["Cache-Control"] = "no-store"
        return response


def _batches(batches: QuerySet[PayoutBatch]) -> QuerySet[PayoutBatch]:
    counted = batches.select_related("made_by")
    return counted.annotate(number=Count("items"), amount=Sum("items__amount"))


def _account_rows(accounts: QuerySet[SellerAccount]) -> dict[str, Any]:
    rows = accounts.select_related("partner", "named_by").order_by("pk")
    return {"accounts": [(row, bank_name(row.bank_bin)) for row in rows]}


def _shown_account(item: PayoutItem, sees: bool) -> str:
    """Return the account, whole for whoever is to send to it and only then."""
    if item.account is None:
        return ""
    return item.account.account if sees and item.may_be_sent else item.account.masked


def _steps(batch: PayoutBatch, items: list[PayoutItem], user: User) -> list[PayoutStep]:
    """Return what this person may do now; numbers and takings-out have forms of their own."""
    if not user.has_perm(MANAGES):
        return []
    steps = []
    if batch.status == PayoutStatus.PROPOSED and batch.made_by_id != user.pk:
        steps.append(PayoutStep.APPROVE)
    if batch.status == PayoutStatus.APPROVED:
        steps.append(PayoutStep.BEGIN)
    if batch.status == PayoutStatus.SENDING:
        steps.append(PayoutStep.SENT)
    if batch.status in OPEN and len(items) > 1:
        steps.append(PayoutStep.DROP)
    if batch.status in OPEN and not any(item.payout_id for item in items):
        steps.append(PayoutStep.UNDO)
    return steps
