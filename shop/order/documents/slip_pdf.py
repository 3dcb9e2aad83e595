"""The slip that lies in a parcel, one page or more for each order: what is in it, for whom, no price."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shop.order.documents.parcel_papers import PackedLine, ParcelPaper
from shop.order.documents.sheets import begin_sheet
from theme.formats import dong, vn_date
from theme.packaging_units import local_unit
from theme.pdf import MARGIN, PdfSheet

#: Millimetres of the code's side.
_CODE = 28


def slips_pdf(papers: Sequence[ParcelPaper]) -> bytes:
    """Return one PDF with a slip for each of these orders, in the language of the reader."""
    sheet = begin_sheet(_("Slips for parcels"))
    for place, paper in enumerate(papers):
        if place:
            sheet.add_page()
        _write_slip(sheet, paper)
    return sheet.to_bytes()


def _write_slip(sheet: PdfSheet, paper: ParcelPaper) -> None:
    top = sheet.get_y()
    sheet.set_right_margin(MARGIN + _CODE + 6)
    sheet.heading(_("Order %(number)s") % {"number": paper.number}, 18)
    sheet.paragraph(_("Sold by %(name)s") % {"name": paper.seller_name}, bold=True)
    sheet.pairs([(_("Phone"), paper.seller_phone)])
    if not paper.is_gift:
        sheet.paragraph(
            _(
                "Follow the order, ask or return something: scan the code and type number and phone."
            ),
            soft=True,
        )
    sheet.set_right_margin(MARGIN)
    if not paper.is_gift:
        sheet.qr(paper.follow_page, x=sheet.w - MARGIN - _CODE, y=top, size=_CODE)
        sheet.set_y(max(sheet.get_y(), top + _CODE + 2))
    sheet.heading(_("Picked up by") if paper.is_pickup else _("Deliver to"))
    sheet.paragraph(f"{paper.name}\n{paper.phone}", bold=True)
    if paper.address:
        sheet.paragraph(", ".join(paper.address))
    sheet.pairs(
        [
            (_("Pickup"), paper.pickup_address),
            (_("Wished day of delivery"), vn_date(paper.wished_on) if paper.wished_on else ""),
        ]
    )
    sheet.heading(_("In the parcel"), room=30)
    sheet.grid(
        [_("Product"), _("Quantity")],
        [[_name(line), str(line.quantity)] for line in paper.lines],
        widths=(85, 15),
        align=("LEFT", "RIGHT"),
    )
    if paper.collects and not paper.is_gift:
        sheet.paragraph(_("To be paid on receipt: %(sum)s") % {"sum": dong(paper.collects)})
    if paper.has_alcohol:
        sheet.paragraph(_("Check the age of whoever receives it: 18 or older."), bold=True)
    if paper.giver_name or paper.gift:
        sheet.heading(_("A gift for you"))
        sheet.paragraph(paper.gift)
        sheet.pairs([(_("Gift from"), paper.giver_name)])


def _name(line: PackedLine) -> str:
    return f"{line.title}, {local_unit(line.unit)}" if line.unit else line.title
