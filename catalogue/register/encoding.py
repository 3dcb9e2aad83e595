"""Telling the encoding of a text file: UTF-8 is read, others are named and refused.

Guessing would print "Mắm" as "M¾m" on a certificate; saying how to save the file costs a minute.
"""

import codecs
import unicodedata

from django.utils.translation import gettext as _

from catalogue.register.exceptions import RegisterFileError

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ₫–—‘’“”…")
_SAMPLE = 64 * 1024


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file, with or without its mark; raises RegisterFileError."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise RegisterFileError(_refusal(1, name))
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise RegisterFileError(_refusal(line, _name_of_zeros(data[:_SAMPLE])))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        name = "windows-1258" if _is_windows_1258(data[:_SAMPLE]) else ""
        raise RegisterFileError(_refusal(line, name)) from error


def _name_of_zeros(sample: bytes) -> str:
    """UTF-16 without a mark has a zero byte beside every plain letter; other zeros are no text."""
    return "UTF-16" if sample.count(0) > len(sample) // 4 else ""


def _is_windows_1258(sample: bytes) -> bool:
    """Whether the bytes read as Vietnamese letters in the code page of Windows."""
    text = unicodedata.normalize("NFC", sample.decode("cp1258", errors="replace"))
    unusual = [letter for letter in text.lower() if not letter.isascii()]
    known = sum(letter in _VIETNAMESE for letter in unusual)
    return bool(unusual) and known >= 0.9 * len(unusual)


def _refusal(line: int, name: str) -> str:
    """Which encoding was found, and how to save the file."""
    how = _(
        "Nothing was written. Save it again: in Excel choose “Save as” → “CSV UTF-8 (Comma "
        "delimited)”; in LibreOffice choose the character set “Unicode (UTF-8)”."
    )
    if not name:
        found = _("Line %(line)s: this is not UTF-8 text, and its encoding is unknown.")
        return f"{found % {'line': line}} {how}"
    found = _("Line %(line)s: the file is encoded in %(name)s, not in UTF-8.")
    return f"{found % {'line': line, 'name': name}} {how}"
