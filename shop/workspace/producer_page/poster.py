"""A sheet to hang up at the door or the market stall: who it is, and a QR code that opens the page."""

from typing import Literal

from django.utils.translation import gettext as _

from catalogue.cards import local_name, producer_cover
from catalogue.clock import today
from catalogue.models import Producer
from catalogue.paths import absolute_url, producer_path
from shop.order.documents.sheets import begin_sheet
from theme.woven_band import woven_band_png

PosterPaper = Literal["A4", "A6"]
#: For each paper in millimetres: the bands, the code, room for the name and the lines; sizes of letters.
_LAYOUT = {
    "A4": {"band": 22, "code": 110, "name": 42, "line": 16},
    "A6": {"band": 11, "code": 62, "name": 19, "line": 9},
}
_NAME_SIZES = {"A4": (40, 34, 28, 24), "A6": (19, 16, 14, 12)}
_LINE_SIZES = {"A4": (20, 17, 14), "A6": (11, 10, 9)}


def poster_pdf(producer: Producer, paper: PosterPaper) -> bytes:
    """Return the poster as PDF; the code leads to the page in Vietnamese, as does its text."""
    layout, lines = _LAYOUT[paper], _LINE_SIZES[paper]
    band = woven_band_png(producer_cover(producer))
    url = absolute_url(producer_path(producer.slug))
    sheet = begin_sheet(producer.name, paper=paper)
    sheet.set_auto_page_break(False)
    sheet.band(band, y=0, height=layout["band"])
    sheet.band(band, y=sheet.h - layout["band"], height=layout["band"])
    sheet.set_y(layout["band"] * 1.5)
    sheet.fitted(
        producer.name,
        height=layout["name"],
        sizes=_NAME_SIZES[paper],
        centred=True,
        family="heading",
    )
    sheet.set_y(sheet.get_y() + layout["line"] / 4)
    sheet.fitted(_place(producer), height=layout["line"], sizes=lines, centred=True)
    top = (sheet.get_y() + sheet.h - layout["band"] - layout["line"] * 2.6 - layout["code"]) / 2
    sheet.qr(url, x=(sheet.w - layout["code"]) / 2, y=top, size=layout["code"])
    sheet.set_y(sheet.h - layout["band"] - layout["line"] * 2.4)
    sheet.fitted(
        _("Scan me: who we are, and our goods with OCOP stars"),
        height=layout["line"],
        sizes=lines,
        bold=True,
        centred=True,
    )
    sheet.fitted(
        url.removeprefix("https://").removeprefix("http://"),
        height=layout["line"] / 1.5,
        sizes=[size - 3 for size in lines],
        centred=True,
    )
    if sheet.stamp:  # the band covers the one at the head
        sheet.fitted(sheet.stamp, height=layout["line"] / 2, sizes=lines[-1:], centred=True)
    return sheet.to_bytes()


def _place(producer: Producer) -> str:
    places = [producer.commune.title(today())] if producer.commune else []
    return ", ".join([*places, local_name(producer.province)])
