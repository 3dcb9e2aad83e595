"""Register files as provinces send them, made in a line: there are no binary fixtures."""

import zipfile
from base64 import b85decode
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zlib import decompress

from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]

#: An XLS with two visible products of one producer, merged, a hidden row and a hidden sheet.
_XLS = (
    r"c-rk)OGuPa6#nj=8Aol@8B?QzpPwLm8B%T9<djX1jYF1^MNpH8Bi4+J7Sy6Fa~TA!iZ)U$T=d%Xpa(^piohO=APB"
    r"}Hf?5>?Ez;?n^WT|9Gf*hO_|I_9f6uw+b?-TI@BRO0gQ0Z)wK+o=19k9VBvXWfJf5OflqG_o@l1xh*=HfOj0@8Wi"
    r"V7)_1wPy^dFtmJa=wS4an<{PFz}YzPIMxgOtjil2=x*}OmPgWl$UBx;~ce8%$B&y1-A&EDfo)W-VwZ7I41?KBH6U"
    r"sfx&Qe@k&$2&3c}Ul@eCCAv&*xvkaAZ#C3f1lyYQ!Sd(gx?VDx;mN$S4pp<TCO|+(%F2h9>1CdB=LqqL$f;1{9-5"
    r"2mJV*_8a|Lgm<%b!}l0`b3(=KKG^FQg=n<)7AGpa+@Vii^1qAyoPxTXiIsh}&I5E%81CaLv!<q19Tns~?!9LL^c`"
    r"EdbSok4TW!E}Xac*@-v?to;-PNyqWQve8Y?hnAORACpX+B2gRBPu(_Aj3LRaD3NI#B3277TAfslY73r|ej|b^05q"
    r"l2c03ug52h1s#cZJo%_Lk;`Zn0tU5nU_I3SU*=_uO4{)oK{%TX(qmSQXEL=oW-8*s_$CdnjNgBTHffulS?Myfc3("
    r"evWzq|BVT7t0eb=9QC8F*s^dERn4uKzJ|8q#u$EBS_Q!G4T0C!=6pyUBc;+gU~rH=W}k5!7<h#<x&~(B5QTAXe<$"
    r"YT&&KO{v5#-w0`ug-c)Hi>w87!gp5{`pA`Zx!wd5I3#s4tsqv=O_b$AM`j<Bh9j>_iD%_8GR1<qipMSlmQ8nu98H"
    r"QWo>{FSI^^M@!ziqOGI%s0gm^(okhGorwkYI=6)loT0o3(N%4^f^R<t56SqkKg9j2|_QA0>VYjJy&*{v5@Ac<t}f"
    r"ER^^um!snN6HPuG8TL?QJm_&eXz{?Y+#_4s%)}YVx39&1=@|QZlzorP&#`YC`yR1BgYXf}RMyISGaoIuPM704heA"
    r"i$FPMtj)Hys|Yg134Ha&SYrpK+ZfXR?kV^w@5=A2->oVehE3of|e!ZZVA4ttNemio+<!f(Fo3{x9%Ka>2ou$f+)l"
    r"Hk{;b@UR%FGGhWRX<hmsjMwEL7nXPLWXVRJ%tYJkvKXgUB7fCRQdCnuwwA<{e>p$e`GRo{$u|?0i`NKQv"
)
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:automatic-styles><style:style style:name="hidden" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>%s</office:spreadsheet></office:body>
</office:document-content>"""


def xlsx(
    *sheets: Rows, names: Sequence[str] = (), merged: Sequence[str] = (), **change: Any
) -> bytes:
    """An XLSX with these sheets; `merged` on each; `change(book)` may do what else it likes."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Trang {number + 1}")
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    if "change" in change:
        change["change"](book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def xls() -> bytes:
    """The one XLS there is; nothing that we have writes them."""
    return decompress(b85decode(_XLS))


def ods(*tables: str) -> bytes:
    """An ODS with these tables, each as XML; `ods_table` makes one."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS % "".join(tables))
    return file.getvalue()


def ods_table(rows: Rows, name: str = "Trang 1", style: str = "") -> str:
    """A table of an ODS; a cell that begins with "<" is taken as XML."""
    drawn = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{name}" table:style-name="{style}">{drawn}</table:table>'


def _ods_cell(value: Any) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value
    kind = "float" if isinstance(value, int | float) else "string"
    number = f' office:value="{value}"' if kind == "float" else ""
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{number}>{text}</table:table-cell>'


def edited(data: bytes, part: str, change) -> bytes:
    """A ZIP with one part changed, or added where `change` is called with no text."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), part: None}:
            text = old.read(name).decode() if name in old.namelist() else ""
            new.writestr(name, change(text) if name == part else text)
    return file.getvalue()


def packed(**parts: bytes | str) -> bytes:
    """A ZIP of these parts, "/" written as "__" and "." as "_dot_"."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def tcvn3(text: str) -> str:
    """Vietnamese as .VnTime holds it, small letters only, read as a western code page."""
    pairs = zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
    return text.translate(str.maketrans(dict(pairs) | {"Đ": "§"}))
