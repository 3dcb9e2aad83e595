"""Refunds for the staff: by what is to do, one with its history, its steps, and a new one."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView, View

from shop.dashboard.payments.forms import (
    NewRefundForm,
    RefundFilter,
    RefundFilterForm,
    RefundStep,
    RefundStepForm,
)
from shop.order.exceptions import RefundRefused
from shop.order.models import Order
from shop.order.payments.refundable import label_of_method, read_refundable
from shop.order.payments.refunds import approve_refund, find_refunds, propose_refund, reject_refund
from shop.order.payments.sending import begin_sending, complete_refund, fail_refund, retry_refund
from shop.payment.banks import bank_name
from shop.payment.models import PayoutAccount, Refund, RefundStatus
from shop.payment.ports import has_refund_port
from shop.payment.transfer.vietqr import (
    PURPOSE_LENGTH,
    TransferOrder,
    draw_svg,
    write_payload,
)
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed

PER_PAGE = 40
DETAIL = "dashboard:refund-detail"
_CONDITIONS = {
    RefundFilter.TO_SEND: Q(status=RefundStatus.APPROVED),
    RefundFilter.WAITING: Q(status=RefundStatus.PROPOSED),
    RefundFilter.FAILED: Q(status=RefundStatus.FAILED),
    RefundFilter.SENDING: Q(status=RefundStatus.SENDING),
    RefundFilter.SENT: Q(status=RefundStatus.SENT),
    RefundFilter.REJECTED: Q(status=RefundStatus.REJECTED),
}


class RefundListView(ListView):
    """Refunds by what is to do, the longest waiting first; no account numbers here."""

    template_name = "oscar/dashboard/payments/refund_list.html"
    context_object_name = "refunds"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Refund]:
        self.show = RefundFilter(RefundFilterForm(self.request.GET).value())
        refunds = Refund.objects.select_related("payment__order", "payment__payout_account")
        done = self.show in (RefundFilter.SENT, RefundFilter.REJECTED)
        return refunds.filter(_CONDITIONS[self.show]).order_by("-pk" if done else "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = {each.name: Count("pk", filter=rule) for each, rule in _CONDITIONS.items()}
        counts = Refund.objects.order_by().aggregate(**wanted)
        context = super().get_context_data(**kwargs)
        rows = [(row, label_of_method(row.method), _asks(row)) for row in context["refunds"]]
        tabs = [
            (each.value, each.label, counts[each.name], each == self.show) for each in RefundFilter
        ]
        return context | {"tabs": tabs, "rows": rows}


class RefundDetailView(DetailView):
    """One refund: for what, by whom, where to, and what may be done now."""

    template_name = "oscar/dashboard/payments/refund_detail.html"
    context_object_name = "refund"
    queryset = Refund.objects.select_related("payment__order", "requested_by", "approved_by")
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refund: Refund = self.object
        account = _account(refund, self.request.user)
        posted = self.request.POST
        waits_for_second = refund.needs_second and refund.status == RefundStatus.PROPOSED
        return super().get_context_data(**kwargs) | {
            "method": label_of_method(refund.method),
            "by_hand": not has_refund_port(refund.method),
            "items": refund.items.select_related("line", "producer_order"),
            "history": refund.transitions.select_related("actor"),
            "steps": [
                (step, label, posted.get("text", "") if posted.get("step") == step else "")
                for step, label in _steps(refund, self.request.user)
            ],
            "waits_for_second": waits_for_second,
            "asked_myself": waits_for_second and refund.requested_by_id == self.request.user.pk,
            "account": account,
            "bank": bank_name(account.bank_bin) if account else "",
            "words": _words(refund),
            "lines": refund.bank_lines.order_by("pk"),
        }


class RefundCodeView(View):
    """The VietQR code of a refund to send, for the shop's own banking app; never kept by a browser."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Draw it for whoever may see the account; 404 for anybody and anything else."""
        refund = get_object_or_404(Refund.objects.select_related("payment"), pk=pk)
        account = _account(refund, request.user)
        if account is None:
            raise Http404
        order = TransferOrder(
            bank=account.bank_bin,
            account=account.account,
            amount=int(refund.amount),
            purpose=_words(refund),
        )
        response = HttpResponse(draw_svg(write_payload(order)), content_type="image/svg+xml")
        response["Cache-Control"] = "no-store"
        return response


class RefundStepView(RefundDetailView):
    """One step of a refund by one press; a second press changes nothing, what is refused stays typed."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Call the one service, and say what became of it."""
        form = RefundStepForm(request.POST)
        if not form.is_valid():
            return self.refuse(
                " ".join(str(error) for errors in form.errors.values() for error in errors)
            )
        step, text = RefundStep(form.cleaned_data["step"]), form.cleaned_data["text"]
        try:
            following = _ACTIONS[step](self.get_object(), request.user, text)
        except RefundRefused as refusal:
            return self.refuse(refusal.message)
        messages.success(request, str(_DONE[step]))
        return redirect(DETAIL, pk=following.pk)

    def refuse(self, sentence: str) -> HttpResponse:
        """Show the refund as it stands now, with the sentence and with what was typed."""
        messages.error(self.request, sentence)
        self.object = self.get_object()
        context = self.get_context_data()
        step, typed = self.request.POST.get("step", ""), self.request.POST.get("text", "")
        if step not in [offered.value for offered, _label, _typed in context["steps"]]:
            say_typed(self.request, typed)
        return self.render_to_response(context)


class NewRefundView(FormView):
    """A refund of parts of an order: typed, shown with its totals, confirmed."""

    template_name = "oscar/dashboard/payments/refund_new.html"
    form_class = NewRefundForm
    request: AuthenticatedHttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.order = get_object_or_404(Order.objects.select_related("payment"), pk=kwargs["pk"])
        self.refundable = read_refundable(self.order)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a second press to what the first one asked for; nothing may be left to give back."""
        with suppress(ValueError):
            key = _key(UUID(request.POST.get("submission", "")))
            for earlier in find_refunds(order=self.order, key=key):
                messages.success(request, _("The refund is on the list."))
                return redirect(DETAIL, pk=earlier.pk)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        parts = [part for part in self.refundable.parts if part.amount]
        return super().get_form_kwargs() | {"parts": parts}

    def form_valid(self, form: NewRefundForm) -> HttpResponse:
        """Show the totals first; ask for the refund when the answer comes back."""
        shares = form.shares()
        total = sum(share.amount for share in shares)
        data = form.cleaned_data
        if total > self.refundable.available:
            form.add_error(None, _("There is not so much money left to give back."))
            return self.form_invalid(form)
        if not data["confirmed"]:
            return self.render_to_response(
                self.get_context_data(form=form, confirming=True, total=total)
            )
        try:
            refunds = propose_refund(
                order=self.order,
                shares=shares,
                key=_key(data["submission"]),
                reason=data["reason"],
                note=data["note"],
                by=self.request.user,
            )
        except RefundRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The refund is on the list."))
        return redirect(DETAIL, pk=refunds[0].pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"order": self.order, "refundable": self.refundable}
        return super().get_context_data(**kwargs) | facts


def _key(submission: UUID) -> str:
    """Return what makes a second press of one form harmless."""
    return f"staff-{submission}"


def _approve(refund: Refund, by: User, text: str) -> Refund:
    approve_refund(refund=refund, by=by)
    return refund


def _reject(refund: Refund, by: User, text: str) -> Refund:
    reject_refund(refund=refund, by=by, why=text)
    return refund


def _begin(refund: Refund, by: User, text: str) -> Refund:
    if has_refund_port(refund.method) or begin_sending(refund=refund, by=by) is None:
        raise RefundRefused(_("It is being sent already, or is not to be sent."))
    return refund


def _sent(refund: Refund, by: User, text: str) -> Refund:
    if not complete_refund(refund=refund, reference=text, by=by):
        refund.refresh_from_db(fields=["provider_reference"])
        if refund.provider_reference != text:
            raise RefundRefused(
                _(
                    "It has been sent already, with the number %(number)s. If yours is another "
                    "transfer, the money has gone twice."
                )
                % {"number": refund.provider_reference}
            )
    return refund


def _fail(refund: Refund, by: User, text: str) -> Refund:
    if not text:
        raise RefundRefused(_("Please say why."))
    fail_refund(refund=refund, why=text, by=by)
    return refund


def _retry(refund: Refund, by: User, text: str) -> Refund:
    return retry_refund(refund=refund, by=by)


_ACTIONS: dict[RefundStep, Callable[[Refund, User, str], Refund]] = {
    RefundStep.APPROVE: _approve,
    RefundStep.REJECT: _reject,
    RefundStep.BEGIN: _begin,
    RefundStep.SENT: _sent,
    RefundStep.FAIL: _fail,
    RefundStep.RETRY: _retry,
}
_DONE: dict[RefundStep, Promise] = {
    RefundStep.APPROVE: gettext_lazy("The refund is agreed to."),
    RefundStep.REJECT: gettext_lazy("The refund is refused."),
    RefundStep.BEGIN: gettext_lazy(
        "It is yours to send; enter the bank's number when it has gone."
    ),
    RefundStep.SENT: gettext_lazy("The refund stands in the ledger; the buyer gets an e-mail."),
    RefundStep.FAIL: gettext_lazy("The refund is marked as not arrived."),
    RefundStep.RETRY: gettext_lazy("A new refund waits to be sent."),
}


def _steps(refund: Refund, user: User) -> list[tuple[RefundStep, str]]:
    """What may be done now, each with the label of its text field, empty where it needs none."""
    if not user.has_perm("order.change_order"):
        return []
    by_hand, status = not has_refund_port(refund.method), refund.status
    number, why = _("The bank's number of the transfer"), _("Why?")
    steps: list[tuple[RefundStep, str]] = []
    if status == RefundStatus.PROPOSED:
        if not (refund.needs_second and refund.requested_by_id == user.pk):
            steps.append((RefundStep.APPROVE, ""))
        steps.append((RefundStep.REJECT, why))
    if by_hand and status == RefundStatus.APPROVED:
        steps.append((RefundStep.BEGIN, ""))
    if by_hand and status in (RefundStatus.APPROVED, RefundStatus.SENDING):
        steps.append((RefundStep.SENT, number))
    if status == RefundStatus.APPROVED:
        steps.append((RefundStep.REJECT, why))
    if by_hand and status in (RefundStatus.SENDING, RefundStatus.SENT):
        steps.append((RefundStep.FAIL, why))
    if status == RefundStatus.FAILED:
        steps.append((RefundStep.RETRY, ""))
    return steps


def _account(refund: Refund, user: User) -> PayoutAccount | None:
    """The buyer's account, for whoever is to send the money and only while it is to be sent."""
    sending = refund.status in (RefundStatus.APPROVED, RefundStatus.SENDING)
    if has_refund_port(refund.method) or not sending or not user.has_perm("order.change_order"):
        return None
    return PayoutAccount.objects.filter(payment=refund.payment_id).first()


def _words(refund: Refund) -> str:
    """What the transfer says: the buyer knows it by this, and the shop's own statement."""
    words = f"HOAN TIEN {refund.reference}"
    return words if len(words) <= PURPOSE_LENGTH else refund.reference


def _asks(refund: Refund) -> bool:
    """Whether the buyer still has to name an account."""
    waits = refund.status in (RefundStatus.PROPOSED, RefundStatus.APPROVED)
    return (
        waits
        and not has_refund_port(refund.method)
        and not hasattr(refund.payment, "payout_account")
    )
