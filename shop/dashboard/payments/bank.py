"""The bank: lines by what became of them, statements, and what a person does with a line."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView

from catalogue.text import question
from shop.dashboard.payments.bank_forms import (
    AssignLineForm,
    ColumnsForm,
    ReasonForm,
    StatementForm,
)
from shop.order.exceptions import BankLineRefused
from shop.order.payments.transfers.assigning import (
    assign_line,
    dismiss_line,
    suggest_payments,
    undo_line,
)
from shop.order.payments.transfers.statements import explain_columns, receive_statement
from shop.payment.models import (
    MOVED,
    UNSETTLED,
    BankLine,
    BankStatement,
    LineOutcome,
    StatementState,
)
from shop.payment.transfer.columns import COLUMN_CHOICES
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE, STATEMENTS = 50, 10
#: Seconds until the page of a statement looks again how far the worker is.
LOOK_AGAIN = 3
WAITING = "cho"


class BankLineListView(ListView):
    """What the bank told, what waits for a person first; and the form for another statement."""

    template_name = "oscar/dashboard/payments/bank_lines.html"
    context_object_name = "lines"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[BankLine]:
        self.show = self.request.GET.get("show", WAITING)
        self.query = question(self.request.GET.get("q", ""))
        lines = BankLine.objects.select_related("payment__order")
        if self.query:
            digits = "".join(filter(str.isdecimal, self.query))
            text = Q(content__icontains=self.query) | Q(bank_reference__iexact=self.query)
            text |= Q(payment__reference__iexact=self.query.replace(" ", ""))
            if digits and len(digits) < 14:
                text |= Q(amount=int(digits))
            return lines.filter(text)
        if self.show in LineOutcome.values:
            return lines.filter(outcome=self.show)
        self.show = WAITING
        return lines.unsettled()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = dict(
            BankLine.objects.order_by().values_list("outcome").annotate(number=Count("pk"))
        )
        waiting = sum(counts.get(outcome, 0) for outcome in UNSETTLED)
        tabs = [(WAITING, _("Waits for a person"), waiting, self.show == WAITING)]
        tabs += [
            (value, str(label).capitalize(), counts.get(value, 0), self.show == value)
            for value, label in LineOutcome.choices
            if value not in UNSETTLED
        ]
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "show": self.show,
            "query": self.query,
            "form": StatementForm(),
            "statements": BankStatement.objects.select_related("uploaded_by")[:STATEMENTS],
        }


class StatementUploadView(FormView):
    """Takes a statement in; the worker reads it."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/payments/statement_upload.html"
    form_class = StatementForm

    def form_valid(self, form: StatementForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        statement, created = receive_statement(file=file, name=str(file.name), by=self.request.user)
        if not created:
            messages.info(self.request, _("This very file was sent already; here it is."))
        return redirect("dashboard:bank-statement", pk=statement.pk)


class StatementDetailView(DetailView):
    """One statement: how far the worker is, what was understood, what the lines came to."""

    template_name = "oscar/dashboard/payments/statement.html"
    context_object_name = "statement"
    queryset = BankStatement.objects.select_related("uploaded_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the worker is at it the page looks again by itself, without script."""
        response = super().get(request, *args, **kwargs)
        if self.object.state == StatementState.RECEIVED:
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statement: BankStatement = self.object
        titles = dict(COLUMN_CHOICES)
        outcomes: dict[str, str | Promise] = dict(LineOutcome.choices)
        outcomes |= {
            "known": _("told before"),
            "unreadable": _("rows that cannot be read"),
        }
        return super().get_context_data(**kwargs) | {
            "columns": [
                (heading, titles.get(column, column))
                for _number, heading, column in statement.understood
                if heading
            ],
            "counts": [
                (outcomes.get(name, name), count, name if name in LineOutcome.values else "")
                for name, count in statement.counts.items()
                if count
            ],
            "percent": 100 * statement.done // statement.total if statement.total else 0,
            "at_work": statement.state == StatementState.RECEIVED,
        }


class StatementColumnsView(FormView):
    """What each heading stands for, remembered for all statements with the same headings."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/payments/statement_columns.html"
    form_class = ColumnsForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.statement = get_object_or_404(BankStatement, pk=kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"statement": self.statement}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"statement": self.statement}

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        explain_columns(statement=self.statement, columns=form.columns, by=self.request.user)
        messages.success(self.request, _("Remembered. The file is read anew."))
        return redirect("dashboard:bank-statement", pk=self.statement.pk)


class BankLineDetailView(DetailView):
    """One line: what the bank told, whose it is, what people did with it, and what may be done."""

    template_name = "oscar/dashboard/payments/bank_line.html"
    context_object_name = "line"
    queryset = BankLine.objects.select_related("payment__order", "refund__payment", "statement")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | line_context(self.object)


def line_context(line: BankLine) -> dict[str, Any]:
    """Return what the page of a line shows beside it, with the forms for what may be done now."""
    waits = line.outcome in UNSETTLED
    may_assign = waits or line.outcome == LineOutcome.OUTGOING
    return {
        "steps": line.steps.select_related("by", "payment"),
        "suggestions": suggest_payments(line),
        "assign_form": AssignLineForm() if may_assign else None,
        "dismiss_form": ReasonForm(auto_id="dismiss_%s") if waits else None,
        "undo_form": ReasonForm() if line.outcome in (*MOVED, LineOutcome.NOT_OURS) else None,
    }


class LineActionView(FormView):
    """Does one thing with a line and goes back to it; what was typed is kept where it is refused."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/payments/bank_line.html"
    form_class: type[ReasonForm] = ReasonForm
    http_method_names = ["post"]
    slot = ""
    done: str | Promise = gettext_lazy("Done.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.line = get_object_or_404(BankLineDetailView.queryset, pk=kwargs["pk"])

    def act(self, form: ReasonForm) -> None:
        """Call the service; raises BankLineRefused."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"line": self.line}
        return context | line_context(self.line) | {self.slot: context["form"]}

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            self.act(form)
        except BankLineRefused as refusal:
            form.add_error(None, ValidationError(refusal.message))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(reverse("dashboard:bank-line", kwargs={"pk": self.line.pk}))


class AssignLineView(LineActionView):
    """Gives a line to an order."""

    form_class = AssignLineForm
    slot, done = "assign_form", gettext_lazy("The line is given to the order.")

    def act(self, form: ReasonForm) -> None:
        data = form.cleaned_data
        assign_line(
            line=self.line, number=data["number"], by=self.request.user, reason=data["reason"]
        )


class DismissLineView(LineActionView):
    """Sets a line aside that is for no order."""

    slot = "dismiss_form"
    done: str | Promise = gettext_lazy("The line is set aside.")

    def act(self, form: ReasonForm) -> None:
        dismiss_line(line=self.line, by=self.request.user, reason=form.cleaned_data["reason"])


class UndoLineView(LineActionView):
    """Lets a line wait for a person again."""

    slot = "undo_form"
    done: str | Promise = gettext_lazy("Undone; the line waits for a person again.")

    def act(self, form: ReasonForm) -> None:
        undo_line(line=self.line, by=self.request.user, reason=form.cleaned_data["reason"])
