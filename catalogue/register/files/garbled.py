"""Vietnamese of before Unicode: TCVN3 (.VnTime), VNI and windows-1258, also inside Unicode files.

A text counts as read only when its words become syllables that Vietnamese can have. A wrong guess
would print another name on a product, so what can be read in two ways is refused.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from catalogue.register.files.grid import GridRow
from catalogue.text import is_syllable

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_PUNCTUATION = " \t\r\n.,;:!()[]{}/\\\"'“”‘’–—…&+*=-_<>|"
_TOKEN = re.compile("[^" + re.escape(_PUNCTUATION) + "]+")
#: Letters that no encoding before Unicode leaves behind when it is taken for a western one.
_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9]")
#: Letters that were lost when a file was saved in a code page without them.
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]")
#: Degrees, powers and halves after a number.
_MEASURE = re.compile(r"\d[°²³±×½¼¾]")
#: Western signs that TCVN3 and VNI use for letters.
_SIGNS = "¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿×÷"
_SUSPECT = re.compile(f"[?\ufffd\x80-\x9f{_SIGNS}]")
_LOST_END = re.compile(r"[^\W\d_]\?")

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
#: Where Vietnamese Windows took bytes for its own code page instead of the western one.
_BACK_TO_LATIN = str.maketrans("\u0300Đ\u0309ƠƯ\u0303ă\u0301đ\u0323ơư₫Ă", "ÌÐÒÕÝÞãìðòõýþÃ")
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "Ô": "Ơ",
    "Ö": "Ư",
    "Ñ": "Đ",
    "Æ": "Ỉ",
    "Ó": "Ĩ",
    "Ò": "Ị",
    "Î": "Ỵ",
}
_BASES = "aeouyôöAEOUYÔÖ"


def tcvn3(text: str) -> str:
    """The text with TCVN3 letters read; its capitals are drawn from small letters (.VnTimeH)."""
    read = text.translate(_BACK_TO_LATIN).translate(_TCVN3)
    words = [word for word in read.split() if not word.isascii()]
    letters = [letter for letter in "".join(words) if letter.isascii() and letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return read.upper()
    return re.sub(r"\S+", _raised, read)


def _raised(match: re.Match[str]) -> str:
    """A word whose plain letters are all capitals, and at least two, in capitals."""
    plain = [letter for letter in match[0] if letter.isascii() and letter.isalpha()]
    return match[0].upper() if len(plain) > 1 and all(map(str.isupper, plain)) else match[0]


def vni(text: str) -> str:
    """The text with VNI's two-part letters read."""
    text = text.translate(_BACK_TO_LATIN)
    out: list[str] = []
    for letter in text:
        mark = _VNI_MARKS.get(letter.lower())
        if mark and out and out[-1] in _BASES:
            base = _VNI_LETTERS.get(out[-1], out[-1])
            out[-1] = unicodedata.normalize("NFC", base + mark)
        else:
            out.append(letter)
    return "".join(_VNI_LETTERS.get(letter, letter) for letter in out)


def windows_1258(text: str) -> str:
    """The text with the bytes of windows-1258 read, its tones put on their letters."""
    try:
        return unicodedata.normalize("NFC", _bytes(text).decode("cp1258"))
    except UnicodeError:
        return text


def twice_utf_8(text: str) -> str:
    """The text where UTF-8 was taken for a western code page: "Ã¡" is "á"."""
    try:
        return _bytes(text).decode("utf-8")
    except UnicodeError:
        return text


def _bytes(text: str) -> bytes:
    """The bytes that a western reader made this text of; raises UnicodeEncodeError for none."""
    return b"".join(_byte(letter) for letter in text)


@lru_cache(maxsize=1024)
def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


#: Name for people → how it is read.
ENCODINGS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": tcvn3,
    "VNI": vni,
    "windows-1258": windows_1258,
    "UTF-8": twice_utf_8,
}


#: Letters that an encoding does not have.
_IMPOSSIBLE = {
    "TCVN3 (ABC)": re.compile("[ÀÁÂÃÄÅÍÙÚÛàðÿ]"),
    "VNI": re.compile("[¡-¿×÷ÇÐÝÞßçðýþÿ]"),
}


def _tokens(text: str) -> list[str]:
    """The words with a letter beyond ASCII, at least one plain letter beside it."""
    return [
        token
        for token in _TOKEN.findall(text)
        if not token.isascii() and any(each.isascii() and each.isalpha() for each in token)
    ]


@lru_cache(maxsize=50_000)
def _is_word(token: str) -> bool:
    """Whether a word is a syllable of Vietnamese, letter case aside."""
    letters = unicodedata.normalize("NFD", token.lower())
    tones = "".join(letter for letter in letters if letter in _TONES)
    bare = unicodedata.normalize("NFC", "".join(each for each in letters if each not in _TONES))
    return len(tones) <= 1 and is_syllable(bare, tones)


@lru_cache(maxsize=50_000)
def _is_odd(token: str) -> bool:
    """Whether a word has letters or signs in it that Vietnamese does not have."""
    composed = unicodedata.normalize("NFC", token.lower())
    return any(not each.isascii() and each not in _VIETNAMESE for each in composed)


def _share(tokens: list[str]) -> float:
    return sum(map(_is_word, tokens)) / len(tokens) if tokens else 1.0


def _reading(texts: Iterable[str]) -> str | None:
    """The encoding in which these texts are Vietnamese for certain; None for none or for two."""
    texts = [text for text in texts if not text.isascii()]
    tokens = [token for text in texts for token in _tokens(text)]
    if not tokens:
        return None
    plain = _share(tokens)
    shares: list[tuple[float, str]] = []
    for name, read in ENCODINGS.items():
        fitting = [text for text in texts if _fits(text, name)]
        after = [token for text in fitting for token in _tokens(read(text))]
        lost = len(after) < len(tokens) // 2
        good = _share(after) * len(fitting) / len(texts)
        shares.append((0.0 if lost else good, name))
    (best, name), (second, _other) = sorted(shares, reverse=True)[:2]
    return name if best >= 0.9 and best >= plain + 0.2 and best >= second + 0.1 else None


def read_bytes(data: bytes) -> tuple[str, str] | None:
    """The text of bytes that are no UTF-8, and the name of its encoding; None when unknown."""
    text = data.decode("latin-1")
    name = _reading(text.splitlines()[:2000])
    return (ENCODINGS[name](text), name) if name else None


def is_garbled(text: str) -> bool:
    """Whether a text can be no name as anybody wrote it: signs inside words, lost letters."""
    if not _SUSPECT.search(text):
        return False
    if "\ufffd" in text or any("\x80" <= letter <= "\x9f" for letter in text):
        return True
    if "?" in text and (_LOST.search(text) or len(_LOST_END.findall(text)) > 1):
        return True
    return any(map(_has_sign_inside, _tokens(text)))


def _has_sign_inside(token: str) -> bool:
    """Whether a sign stands right at a letter; a trade mark at the end is none."""
    body = _MEASURE.sub("", token).rstrip("®™©%₫★☆").lstrip("©•★☆")
    return any(sign in body for sign in _SIGNS)


def mend(rows: list[GridRow]) -> str:
    """Read the cells of a sheet that are not Unicode; return the encoding's name, empty for none.

    First the sheet as a whole, then column by column, then cell by cell. Where a column mixes two
    encodings, a cell that is Vietnamese in both becomes doubtful.
    """
    unusual = _older(rows)
    odd = [(row, at) for row, at in unusual if _has_odd(row.cells[at])]
    texts = [row.cells[at] for row, at in unusual]
    name = _reading(texts) if len(odd) * 20 > len(unusual) else None
    if name:
        for row, at in unusual:
            row.cells[at] = _read(row.cells[at], name)
        return name
    columns = sorted({at for _row, at in odd})
    names = [
        _mend_column([row for row, at in unusual if at == column], column) for column in columns
    ]
    return next(filter(None, names), "")


def _older(rows: list[GridRow]) -> list[tuple[GridRow, int]]:
    """The cells that may be older than Unicode, for they have no letter that only Unicode has.

    A row of words with several such letters is a header: it is Unicode as a whole.
    """
    found = []
    for row in rows:
        unusual = [at for at, cell in enumerate(row.cells) if not cell.isascii()]
        older = [at for at in unusual if not _UNICODE_ONLY.search(row.cells[at])]
        is_header = len(unusual) - len(older) > 1 and all(
            _share(_tokens(row.cells[at])) == 1 for at in older
        )
        found += [(row, at) for at in ([] if is_header else older)]
    return found


def _has_odd(cell: str) -> bool:
    return any(map(_is_odd, _tokens(cell)))


def _fits(text: str, name: str) -> bool:
    """Whether an encoding has all the letters of a text."""
    impossible = _IMPOSSIBLE.get(name)
    return impossible is None or not impossible.search(text.translate(_BACK_TO_LATIN))


def _read(cell: str, name: str) -> str:
    return ENCODINGS[name](cell) if not cell.isascii() and _fits(cell, name) else cell


def _mend_column(unusual: list[GridRow], column: int) -> str:
    """Read one column, or those of its cells that can be nothing else."""
    odd = [row for row in unusual if _has_odd(row.cell(column))]
    name = _reading(row.cell(column) for row in odd)
    if name is None:
        return ""
    entire = 2 * len(odd) >= len(unusual) and _reading(row.cell(column) for row in unusual) == name
    for row in unusual:
        text = row.cell(column)
        if entire or _has_odd(text):
            row.cells[column] = _read(text, name)
        elif (
            _tokens(text) and _share(_tokens(_read(text, name))) == 1 and _read(text, name) != text
        ):
            row.doubtful |= {column}
    return name
