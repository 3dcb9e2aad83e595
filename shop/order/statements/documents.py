"""A statement to keep: one PDF, and the same as a workbook."""

from io import BytesIO

from django.utils.translation import gettext as _

from catalogue.spreadsheets import write_workbook
from shop.order.documents.sheets import begin_sheet
from shop.order.statements.movements import SellerMovement
from shop.order.statements.statement import SellerStatement
from shop.partner.models import Partner
from theme.formats import clock_date, signed_dong, vn_date


def statement_pdf(partner: Partner, statement: SellerStatement) -> bytes:
    """Return the statement as a PDF in the language of the reader."""
    title = _("Statement from %(first)s to %(last)s") % {
        "first": vn_date(statement.first),
        "last": vn_date(statement.last),
    }
    sheet = begin_sheet(title, has_foot=True)
    sheet.heading(title, 18)
    sheet.paragraph(partner.name, bold=True)
    sheet.grid(
        ["", _("Amount")],
        sum_rows(statement)[:-1],
        widths=(75, 25),
        align=("LEFT", "RIGHT"),
        sums=sum_rows(statement)[-1:],
    )
    sheet.heading(_("What is owed today"))
    sheet.grid(
        ["", _("Amount")],
        owed_rows(statement)[:-1],
        widths=(75, 25),
        align=("LEFT", "RIGHT"),
        sums=owed_rows(statement)[-1:],
    )
    if statement.movements:
        sheet.heading(_("Movements"), room=30)
        sheet.grid(
            [_("At"), _("Order"), _("What"), _("Amount")],
            [
                [
                    clock_date(movement.at),
                    movement.number,
                    str(movement.kind.label),
                    signed_dong(movement.amount),
                ]
                for movement in statement.movements
            ],
            widths=(24, 18, 38, 20),
            align=("LEFT", "LEFT", "LEFT", "RIGHT"),
        )
    sheet.paragraph(_explanation(), soft=True)
    return sheet.to_bytes()


def statement_workbook(partner: Partner, statement: SellerStatement) -> bytes:
    """Return the statement as XLSX: sums, and every movement; whole đồng as numbers."""
    sums = [[kind.label, amount] for kind, amount in statement.sums]
    file = BytesIO()
    write_workbook(
        file,
        {
            _("Statement"): [
                [partner.name, f"{vn_date(statement.first)} – {vn_date(statement.last)}"],
                [_("Before"), statement.opening],
                *sums,
                [_("Afterwards"), statement.closing],
                [_("Cash taken by couriers"), statement.cash_collected],
                [_("of it paid over to the shop"), statement.cash_remitted],
            ],
            _("Movements"): [
                [_("At"), _("Order"), _("What"), _("Amount"), _("Reference")],
                *(_movement_row(movement) for movement in statement.movements),
            ],
        },
    )
    return file.getvalue()


def sum_rows(statement: SellerStatement) -> list[list[str]]:
    """Return what stood before, each kind of movement, and what stands afterwards."""
    return [
        [_("Before"), signed_dong(statement.opening)],
        *([str(kind.label), signed_dong(amount)] for kind, amount in statement.sums),
        [_("Afterwards"), signed_dong(statement.closing)],
    ]


def owed_rows(statement: SellerStatement) -> list[list[str]]:
    """Return what can be paid when, and the sum of it."""
    owed = statement.owed
    rows = [[_("Can be paid now"), signed_dong(owed.payable)]]
    for day, amount in owed.later:
        rows.append([_("From %(day)s") % {"day": vn_date(day)}, signed_dong(amount)])
    if owed.with_couriers:
        rows.append([_("Once the courier has paid it over"), signed_dong(owed.with_couriers)])
    if owed.held:
        rows.append([_("Once the return is settled"), signed_dong(owed.held)])
    return [*rows, [_("All together"), signed_dong(owed.total)]]


def _movement_row(movement: SellerMovement) -> list[object]:
    return [
        clock_date(movement.at),
        movement.number,
        movement.kind.label,
        movement.amount,
        movement.reference,
    ]


def _explanation() -> str:
    return _(
        "A sale counts from delivery on. It can be paid once its buyer can no longer return it, and "
        "cash once the courier has paid it over to the shop. All sums are whole đồng."
    )
