"""The statement of a month, on the page, as a PDF and as a workbook."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.spreadsheets import XLSX
from shop.order.statements.documents import statement_pdf, statement_workbook
from shop.order.statements.statement import months_of, read_statement
from shop.partner.access import may_manage_members
from shop.payment.banks import bank_name
from shop.workspace.page_view import WorkspacePageView

#: Movements shown on the page; the files have all.
SHOWN = 200
PAYOUTS_SHOWN = 12


class StatementView(WorkspacePageView):
    """What came, what went off, what is owed and when; nonsense in the query string shows this month."""

    template_name = "workspace/statement.html"
    heading = _("Money")
    tab = "today"
    for_sellers = True

    @cached_property
    def months(self) -> list[date]:
        return months_of(self.partner)

    @cached_property
    def month(self) -> date:
        wanted = self.request.GET.get("ky", "")
        return next((month for month in self.months if f"{month:%Y-%m}" == wanted), self.months[0])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("dinh-dang", "")
        if kind not in ("pdf", "xlsx"):
            return super().get(request, *args, **kwargs)
        make = statement_pdf if kind == "pdf" else statement_workbook
        name = f"sao-ke-{self.month:%Y-%m}.{kind}"
        return HttpResponse(
            make(self.partner, read_statement(self.partner, self.month)),
            content_type="application/pdf" if kind == "pdf" else XLSX,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "X-Robots-Tag": "noindex",
            },
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statement = read_statement(self.partner, self.month)
        account = self.partner.accounts.in_force().first()
        payouts = self.partner.payouts.select_related("item__account").order_by("-paid_at", "-pk")
        return super().get_context_data(**kwargs) | {
            "statement": statement,
            "under_way": self.partner.payout_items.open().first(),
            "account": account,
            "bank": bank_name(account.bank_bin) if account else "",
            "waiting": self.partner.accounts.waiting().exists(),
            "manages": may_manage_members(self.membership),
            "payouts": payouts[:PAYOUTS_SHOWN],
            "month": f"{self.month:%Y-%m}",
            "months": [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in self.months],
            "movements": statement.movements[:SHOWN],
            "more": max(0, len(statement.movements) - SHOWN),
        }
