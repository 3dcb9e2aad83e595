"""A person's data as tables for people: headings and cells in words."""

from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from catalogue.text import normalize
from shop.customer.privacy.export import export_of
from shop.users.models import User
from theme.formats import dong


@dataclass(frozen=True)
class DataTable:
    """One kind of data; `columns` are (label, is numeric), the first cell of a row its heading."""

    title: str
    columns: list[tuple[str, bool]]
    rows: list[list[str]]


def tables_of(user: User) -> list[DataTable]:
    """Return everything that export_of() returns, in words; kinds that are empty too."""
    data = export_of(user)
    return [
        _account(data["account"]),
        _table(
            _("Your addresses"),
            [_("Recipient"), _("Phone"), _("Address")],
            [[row["name"], row["phone"], row["address"]] for row in data["addresses"]],
        ),
        _orders(data["orders"]),
        _table(
            _("Your wish list"), [_("Product")], [[row["product"]] for row in data["wish_list"]]
        ),
        _table(
            _("Your reminders"),
            [_("Product"), _("Status"), _("Since")],
            [[r["product"], r["status"], _day(r["asked_at"])] for r in data["reminders"]],
        ),
        _table(
            _("Your reviews"),
            [_("Product"), _("Score"), _("Text"), _("Status")],
            [
                [r["product"], str(r["score"]), f"{r['title']} {r['text']}".strip(), r["status"]]
                for r in data["reviews"]
            ],
        ),
        _table(
            _("Your questions to sellers"),
            [_("Product"), _("Seller"), _("Text"), _("Since")],
            [
                [r["product"], r["seller"], " / ".join(r["messages"]), _day(r["asked_at"])]
                for r in data["enquiries"]
            ],
        ),
        _table(
            _("Your applications"),
            [_("Producer"), _("Applicant"), _("Phone"), _("Tax code"), _("Status"), _("Since")],
            [
                [
                    *(f"{r['producer']} ({r['number']})", r["applicant"], r["phone"]),
                    *(r["tax_code"], r["status"], _day(r["sent_at"])),
                ]
                for r in data["applications"]
            ],
        ),
    ]


def _account(account: dict) -> DataTable:
    rows = [
        [_("Full name"), account["name"]],
        [_("E-mail"), account["email"]],
        [_("E-mail confirmed on"), _day(account["email_verified_at"])],
        [_("Phone number"), account["phone"]],
        [_("Language"), normalize(get_language_info(account["language"])["name_local"])],
        [_("Member since"), _day(account["member_since"])],
        [_("Last signed in"), _day(account["last_signed_in"])],
    ]
    cells = [[name, value or "–"] for name, value in rows]
    return _table(_("Your account"), [_("What"), _("Kept")], cells)


def _orders(orders: list[dict]) -> DataTable:
    columns = [_("Order"), _("Date"), _("Recipient"), _("Address"), _("Goods"), _("Total")]
    rows = [
        [
            order["number"],
            _day(order["placed_at"]),
            ", ".join(filter(None, [order["recipient"], order["phone"], order["email"]])),
            order["address"],
            "; ".join(f"{line['quantity']} × {line['product']}" for line in order["lines"]),
            dong(order["total_dong"]),
        ]
        for order in orders
    ]
    return DataTable(_("Your orders"), [(c, c == _("Total")) for c in columns], rows)


def _table(title: str, columns: list[str], rows: list[list[str]]) -> DataTable:
    return DataTable(title, [(column, False) for column in columns], rows)


def _day(moment: str) -> str:
    """Write the day of an ISO moment as dd/mm/yyyy."""
    return "/".join(reversed(moment[:10].split("-"))) if moment else ""
