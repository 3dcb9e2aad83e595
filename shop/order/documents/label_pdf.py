"""The label on a parcel, A6, one page for each order: from whom, to whom, what the courier collects."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shop.order.documents.parcel_papers import ParcelPaper
from shop.order.documents.sheets import begin_sheet
from theme.formats import dong, thousands
from theme.pdf import LABEL_MARGIN, PdfSheet

#: Millimetres of the code's side.
_CODE = 30


def labels_pdf(papers: Sequence[ParcelPaper]) -> bytes:
    """Return one PDF with an A6 label for each of these orders, in the language of the reader."""
    sheet = begin_sheet(_("Labels for parcels"), paper="A6")
    for place, paper in enumerate(papers):
        if place:
            sheet.add_page()
        _write_label(sheet, paper)
    return sheet.to_bytes()


def _write_label(sheet: PdfSheet, paper: ParcelPaper) -> None:
    top = sheet.get_y()
    sheet.set_right_margin(LABEL_MARGIN + _CODE + 3)
    sheet.fitted(_("From"), height=4, sizes=(8,))
    sheet.fitted(paper.seller_name, height=11, sizes=(11, 10, 9), bold=True)
    sheet.fitted(
        "\n".join(filter(None, [paper.seller_phone, paper.seller_address])),
        height=_CODE - 16,
        sizes=(9, 8),
    )
    sheet.set_right_margin(LABEL_MARGIN)
    sheet.qr(paper.seller_page, x=sheet.w - LABEL_MARGIN - _CODE, y=top, size=_CODE)
    _rule(sheet, top + _CODE + 3)
    sheet.fitted(_("Picked up by") if paper.is_pickup else _("Deliver to"), height=4, sizes=(8,))
    sheet.fitted(paper.name, height=17, sizes=(17, 14, 12), bold=True)
    sheet.fitted(paper.phone, height=9, sizes=(16,), bold=True)
    address = ", ".join(paper.address) or paper.pickup_address
    sheet.fitted(address, height=24, sizes=(13, 11, 10, 9))
    _rule(sheet, sheet.get_y() + 2)
    if paper.collects:
        text = _("Collect: %(sum)s") % {"sum": dong(paper.collects)}
        sheet.fitted(text, height=9, sizes=(17, 14), bold=True)
    else:
        sheet.fitted(_("Paid: collect nothing"), height=8, sizes=(13,), bold=True)
    if paper.has_alcohol:
        age = _("Check the age of whoever receives it: 18 or older.")
        sheet.fitted(age, height=11, sizes=(11, 10), bold=True)
    if not paper.is_gift:
        goods = ", ".join(f"{line.quantity} × {line.title}" for line in paper.lines)
        sheet.fitted(goods, height=12, sizes=(9, 8))
    sheet.set_y(-LABEL_MARGIN - 10)
    foot = _("Order %(number)s") % {"number": paper.number}
    sheet.fitted(f"{foot} · {thousands(paper.grams)} g", height=6, sizes=(12,), bold=True)


def _rule(sheet: PdfSheet, y: float) -> None:
    sheet.set_draw_color(22, 33, 28)
    sheet.line(LABEL_MARGIN, y, sheet.w - LABEL_MARGIN, y)
    sheet.set_y(y + 2)
