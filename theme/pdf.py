"""Papers to keep as PDF, in the faces of the shop: pure Python, so that every machine can make them.

The faces lie in theme/fonts/, cut down to Latin and Vietnamese, and are embedded as far as they are
used. Nothing is fetched, and no page grows beyond what its caller hands in.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal, cast

import segno
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

FONTS = Path(__file__).parent / "fonts"
#: Colours of css/tokens.css on paper: ink, soft ink, hairline.
INK, SOFT, LINE = (22, 33, 28), (85, 97, 90), (223, 221, 211)
LACQUER = (179, 38, 26)
MARGIN, FOOT = 18, 16
LABEL_MARGIN = 6
#: Width and height in millimetres.
_PAPERS = {"A4": (210, 297), "A6": (105, 148)}
_FACES = (
    ("text", "", "hanken-grotesk-400.ttf"),
    ("text", "B", "hanken-grotesk-700.ttf"),
    ("heading", "", "source-serif-4-600.ttf"),
)
#: Millimetres from one line to the next, for each point of the letters' size.
_LEADING = 0.5

Alignment = Literal["LEFT", "RIGHT"]


class PdfSheet(FPDF):
    """A paper that is written from top to bottom; `foot` stands on every page with its number.

    `stamp` is a warning across the head of every page, such as that a paper has no legal force. On A6,
    for labels, nothing flows on to a next page by itself.
    """

    def __init__(
        self,
        *,
        title: str,
        language: str,
        made_at: datetime,
        foot: str = "",
        stamp: str = "",
        paper: Literal["A4", "A6"] = "A4",
    ) -> None:
        super().__init__(format=_PAPERS[paper])
        for family, style, file in _FACES:
            self.add_font(family, style, FONTS / file)
        self.foot, self.stamp = foot, stamp
        margin = MARGIN if paper == "A4" else LABEL_MARGIN
        self.set_margins(margin, margin)
        self.set_auto_page_break(paper == "A4", margin=FOOT + 6)
        self.set_title(self.clean(title))
        self.set_lang(language)
        self.set_creation_date(made_at)
        self.set_font("text", size=10)
        self.set_text_color(*INK)
        self.set_draw_color(*LINE)
        self.add_page()

    def header(self) -> None:
        """Write the stamp, if there is one."""
        if self.stamp:
            self._write(self.stamp, family="text", style="B", size=9, colour=LACQUER, centred=True)
            self.ln(2)

    def footer(self) -> None:
        """Write what the paper is, and its page of how many; nothing where it has no foot."""
        if not self.foot:
            return
        self.set_y(-FOOT)
        text = self.clean(self.foot)
        self._write(f"{text} · {self.page_no()}/{{nb}}", size=8, colour=SOFT, centred=True)

    def heading(self, text: str, size: int = 13, room: int = 14) -> None:
        """Write a heading with so many millimetres of what follows on the same page."""
        if self.will_page_break(size * _LEADING + room):
            self.add_page()
        self.ln(3 if self.get_y() > MARGIN + 2 else 0)
        self._write(text, family="heading", size=size)
        self.ln(1)

    def paragraph(self, text: str, *, soft: bool = False, bold: bool = False) -> None:
        """Write a paragraph; line breaks of the text stay."""
        size = 9 if soft else 10
        self._write(text, style="B" if bold else "", size=size, colour=SOFT if soft else INK)
        self.ln(0.5)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write names with their values, one below the other; what has no value is left out."""
        for name, value in rows:
            if value:
                self.paragraph(f"{name}: {value}")

    def columns(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Write two blocks side by side, the first line of each as its heading."""
        self.ln(2)
        top, width = self.get_y(), (self.epw - 8) / 2
        ends = []
        page = self.page
        for place, block in enumerate((left, right)):
            self.page = page
            for number, text in enumerate(block):
                self.set_xy(
                    self.l_margin + place * (width + 8), top if not number else self.get_y()
                )
                self._write(text, style="" if number else "B", size=10, width=width)
            ends.append(self.get_y())
        self.set_xy(self.l_margin, max(ends))
        self.ln(2)

    def grid(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        widths: Sequence[int],
        align: Sequence[Alignment],
        sums: Iterable[Sequence[str]] = (),
    ) -> None:
        """Write a table whose head is repeated on each page; `sums` are its last rows, in bold."""
        self.set_font("text", size=9)
        self.set_text_color(*INK)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=tuple(widths),
            text_align=tuple(align),
            headings_style=FontFace(emphasis="BOLD", color=INK),
            line_height=4.4,
            padding=(1.2, 1, 1.2, 1),
            v_align=VAlign.T,
        ) as table:
            table.row([self.clean(text) for text in headings])
            for row in rows:
                table.row([self.clean(text) for text in row])
            for row in sums:
                table.row(
                    [self.clean(text) for text in row], style=FontFace(emphasis="BOLD", color=INK)
                )
        self.ln(2)

    def fitted(
        self,
        text: str,
        *,
        height: float,
        sizes: Sequence[int],
        bold: bool = False,
        centred: bool = False,
        family: str = "text",
    ) -> None:
        """Write text in the largest of these sizes that needs no more than `height` millimetres.

        What is too long even in the smallest ends in an ellipsis.
        """
        text = self.clean(text)
        style: Literal["", "B"] = "B" if bold else ""
        for size in sizes:
            self.set_font(family, style, size)
            drawn = self.multi_cell(0, size * _LEADING, text, dry_run=True, output="LINES")
            lines = cast(list[str], drawn)
            if len(lines) * size * _LEADING <= height:
                break
        else:
            fitting = max(1, int(height / (size * _LEADING)))
            text = "\n".join(lines[:fitting]).rstrip() + "…"
        self._write(text, family=family, style=style, size=size, centred=centred)

    def band(self, picture: bytes, *, y: float, height: float) -> None:
        """Lay a picture across the whole width of the sheet (theme.woven_band)."""
        self.image(BytesIO(picture), x=0, y=y, w=self.w, h=height)

    def qr(self, payload: str, *, x: float, y: float, size: float) -> None:
        """Draw a QR code as a square of `size` millimetres; its quiet zone is the paper around."""
        rows = [list(row) for row in segno.make_qr(payload, error="m").matrix]
        module = size / len(rows)
        self.set_fill_color(0, 0, 0)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    self.rect(x + across * module, y + down * module, module, module, style="F")

    def clean(self, text: str) -> str:
        """Return text in letters that the faces have, composed; others become a question mark."""
        face = self.fonts["text"]
        known = face.cmap if isinstance(face, TTFFont) else {}
        letters = unicodedata.normalize("NFC", str(text))
        return "".join(
            letter if letter == "\n" or ord(letter) in known else _stand_in(letter)
            for letter in letters
        )

    def to_bytes(self) -> bytes:
        """Return the whole file."""
        return bytes(self.output())

    def _write(
        self,
        text: str,
        *,
        family: str = "text",
        style: Literal["", "B"] = "",
        size: int = 10,
        colour: tuple[int, int, int] = INK,
        width: float = 0,
        centred: bool = False,
    ) -> None:
        self.set_font(family, style, size)
        self.set_text_color(*colour)
        self.multi_cell(
            width,
            size * _LEADING,
            text if centred and "{nb}" in text else self.clean(text),
            align="C" if centred else "L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )


def _stand_in(letter: str) -> str:
    """Spaces and hyphens have plain twins; what cannot be seen falls away."""
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn"):
        return ""
    if unicodedata.category(letter) == "Zs":
        return " "
    return "-" if unicodedata.category(letter) == "Pd" else "?"
