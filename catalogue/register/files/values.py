"""What the cells of a register mean: "Bốn sao", "III. Dược liệu", "150.000đ/kg", "20/10/25".

Each reading gives the register's own word, or the text as printed where it is not certain; what
the register has no word for is told later and never guessed.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from catalogue.models.producer import ProducerKind
from catalogue.reference.files import read
from catalogue.text import fold
from catalogue.typed_numbers import UnclearNumber, read_dong

#: What a cell for stars may come to.
RANKS = frozenset({"0", "1", "2", "3", "4", "5", "tiem_nang_5"})
_STAR_SIGNS = "★⭐✭✮✩☆🌟*"
_STAR_WORDS = {"mot": "1", "hai": "2", "ba": "3", "bon": "4", "nam": "5"}
_STARS = re.compile(r"(?<![\d.,])([0-5]|mot|hai|ba|bon|nam)\s*sao\b")
_RANGE = re.compile(r"[1-5]\s*(?:[-–/,]|hoặc|đến)\s*[1-5]\s*sao", re.IGNORECASE)
_BARE_STARS = re.compile(r"(?:(?:dat|hang|xep hang|xep loai|ocop|chuan|cap)\s+)*([0-5])")
_ENUMERATION = re.compile(r"^\s*(?:[IVXivx]{1,5}|[A-Za-z]|\d{1,2})\s*[.):–-]\s*")
_GROUP_WORDS = re.compile(
    r"^(?:(?:san pham|thuoc|nganh hang|nganh|nhom san pham|nhom|phan nhom|linh vuc|cac)\s+)+"
    r"(?:\d{1,2}\s+)?"
)
_GROUP_PARTS = re.compile(r"[-–—/;:,>→\n]")
_PROVINCE_KIND = re.compile(r"^(?:tỉnh|thành phố|t\.?\s*p\.?(?=[\s.A-ZĐ]))[\s.:]*", re.IGNORECASE)
_INITIALS = re.compile(r"^([a-z]{1,2})[ .]+([a-z]+)$")
_PLACE_SHORT = (
    (re.compile(r"^tp\s*\.\s*", re.IGNORECASE), "TP "),
    (re.compile(r"^tx\s*\.\s*", re.IGNORECASE), "Thị xã "),
    (re.compile(r"^tt\s*\.\s*", re.IGNORECASE), "Thị trấn "),
    (re.compile(r"^p\s*\.\s*", re.IGNORECASE), "Phường "),
    (re.compile(r"^x\s*\.\s*", re.IGNORECASE), "Xã "),
    (re.compile(r"^h\s*\.\s*", re.IGNORECASE), "Huyện "),
    (re.compile(r"^q\s*\.\s*", re.IGNORECASE), "Quận "),
)
_DAY = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2})(?: ?[/.-] ?| thang )(?P<month>\d{1,2})(?: ?[/.-] ?| nam )"
    r"(?P<year>\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?:[ t].*)?")
_YEAR = re.compile(r"(?:nam )?(20\d{2})(?:\.0)?")
#: Excel counts days from here; a number below or above is no day of the programme.
_EXCEL_DAYS, _FIRST_SERIAL, _LAST_SERIAL = date(1899, 12, 30), 42_000, 60_000
_PER = re.compile(r"\s*/\s*(?=[^\W\d_])|\s+một\s+", re.IGNORECASE)

_KINDS = (
    ("hop tac xa", ProducerKind.COOPERATIVE),
    ("htx", ProducerKind.COOPERATIVE),
    ("lien hiep htx", ProducerKind.COOPERATIVE),
    ("lien hiep hop tac xa", ProducerKind.COOPERATIVE),
    ("to hop tac", ProducerKind.COOPERATIVE_GROUP),
    ("tht", ProducerKind.COOPERATIVE_GROUP),
    ("to san xuat", ProducerKind.COOPERATIVE_GROUP),
    ("cong ty", ProducerKind.COMPANY),
    ("cty", ProducerKind.COMPANY),
    ("doanh nghiep", ProducerKind.COMPANY),
    ("dntn", ProducerKind.COMPANY),
    ("dn", ProducerKind.COMPANY),
    ("chi nhanh", ProducerKind.COMPANY),
    ("tnhh", ProducerKind.COMPANY),
    ("ctcp", ProducerKind.COMPANY),
    ("ho kinh doanh", ProducerKind.HOUSEHOLD),
    ("ho kd", ProducerKind.HOUSEHOLD),
    ("hkd", ProducerKind.HOUSEHOLD),
    ("ho san xuat", ProducerKind.HOUSEHOLD),
    ("ho sx", ProducerKind.HOUSEHOLD),
    ("ho gia dinh", ProducerKind.HOUSEHOLD),
    ("ho ca the", ProducerKind.HOUSEHOLD),
    ("ho nong dan", ProducerKind.HOUSEHOLD),
    ("ho", ProducerKind.HOUSEHOLD),
    ("co so", ProducerKind.HOUSEHOLD),
    ("cssx", ProducerKind.HOUSEHOLD),
    ("ca nhan", ProducerKind.HOUSEHOLD),
    ("lo", ProducerKind.HOUSEHOLD),
    ("xuong", ProducerKind.HOUSEHOLD),
    ("trang trai", ProducerKind.FARM),
    ("gia trai", ProducerKind.FARM),
    ("hiep hoi", ProducerKind.ASSOCIATION),
    ("hoi", ProducerKind.ASSOCIATION),
)
_MORE_GROUPS = {
    "thuc_pham": "tra, che bup, ca phe, do an nhanh, nong san, thuc pham che bien, mat ong, gao",
    "do_uong": "nuoc giai khat, ruou, do uong co con, do uong khong con, nuoc uong",
    "duoc_lieu": "thuoc, san pham tu duoc lieu, my pham, tinh dau, thuc pham chuc nang, duoc pham",
    "thu_cong_my_nghe": "do thu cong, thu cong, may tre dan, det may, vai, may mac, vai va may mac, luu niem, "
    "noi that, trang tri, luu niem noi that trang tri, gom su, thu cong my nghe va trang tri",
    "sinh_vat_canh": "hoa, cay canh, hoa cay canh, cay canh hoa",
    "du_lich": "dich vu, dich vu du lich, du lich nong thon, du lich cong dong, diem du lich, "
    "du lich sinh thai, dich vu du lich nong thon, homestay",
}
#: Beginning of the slug of a sector in classification.csv → group of the register.
_SECTORS = (
    ("thuc-pham", "thuc_pham"),
    ("do-uong", "do_uong"),
    ("duoc-lieu", "duoc_lieu"),
    ("thao-duoc", "duoc_lieu"),
    ("thu-cong", "thu_cong_my_nghe"),
    ("hang-thu-cong", "thu_cong_my_nghe"),
    ("vai-may-mac", "thu_cong_my_nghe"),
    ("sinh-vat-canh", "sinh_vat_canh"),
    ("du-lich", "du_lich"),
    ("dich-vu-du-lich", "du_lich"),
)


def plain(text: str) -> str:
    """A cell on one line, full-width letters as usual ones."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def stars(text: str) -> str:
    """ "0" to "5", "tiem_nang_5", or the text as printed: "4 sao", "★★★★", "Bốn sao", "3*", 4.0."""
    signs = "".join(letter for letter in text if letter in _STAR_SIGNS)
    printed = " ".join(text.split())
    folded = fold(printed)
    numbers = {_STAR_WORDS.get(match, match) for match in _STARS.findall(folded)}
    if "tiem nang" in folded:
        return "tiem_nang_5" if numbers <= {"5"} and "5" in folded + "".join(numbers) else printed
    if len(numbers) == 1 and not _RANGE.search(printed):
        agrees = len(signs) in (0, int(min(numbers)))
        return min(numbers) if agrees and not _says_more(folded) else printed
    bare = folded.removesuffix(" 0") if re.fullmatch(r"\d[.,]0+", printed) else folded
    match = _BARE_STARS.fullmatch(bare)
    if match and (not signs or signs == "*" or len(signs) == int(match[1])):
        return match[1]
    return str(len(signs)) if not folded and signs and set(printed) <= {*signs, " "} else printed


def _says_more(folded: str) -> bool:
    """Whether the text speaks of stars that were asked for, lost or not reached."""
    return any(word in folded for word in ("de nghi", "dang ky", "khong dat", "thu hoi", "du kien"))


def stars_within(text: str) -> str:
    """The one rank that a line speaks of: "I. SẢN PHẨM ĐẠT 4 SAO"; empty for none or several."""
    folded = fold(text)
    numbers = {_STAR_WORDS.get(match, match) for match in _STARS.findall(folded)}
    numbers |= {str(len(run)) for run in re.findall(r"★+|⭐+", text)}
    unclear = len(numbers) != 1 or "tiem nang" in folded or _says_more(folded)
    return "" if unclear or _RANGE.search(text) or "tro len" in folded else min(numbers)


@lru_cache(maxsize=4096)
def group(text: str) -> str:
    """The group's code: "Thực phẩm", "III. Dược liệu", "Nhóm 1: Chè"; the text where unknown."""
    printed = plain(text)
    if fold(printed).replace(" ", "_") in _MORE_GROUPS:
        return fold(printed).replace(" ", "_")
    found = _group_of(printed)
    if found is None:
        parts = {_group_of(part) for part in _GROUP_PARTS.split(text)} - {None}
        found = parts.pop() if len(parts) == 1 else None
    return found or printed


def _group_of(text: str) -> str | None:
    folded = fold(_ENUMERATION.sub("", text))
    bare = _GROUP_WORDS.sub("", folded + " ").strip()
    words = _groups()
    return words.get(folded) or words.get(bare)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Folded names of sectors, groups and sub-groups of every version → code of the register."""
    rows = {row["code"]: row for row in read("classification.csv")}
    words: dict[str, str] = {}
    for row in rows.values():
        top = row
        while top["parent"]:
            top = rows[top["parent"]]
        code = next((code for start, code in _SECTORS if top["slug"].startswith(start)), "")
        if code:
            words.setdefault(fold(row["name_vi"]), code)
    for code, more in _MORE_GROUPS.items():
        words |= dict.fromkeys((word.strip() for word in more.split(",")), code)
        words[code.replace("_", " ")] = code
    return words


@lru_cache(maxsize=4096)
def producer_kind(text: str) -> str:
    """The code of a legal form: "HTX", "Hộ KD", "Cơ sở SX", "Công ty TNHH"; or the text."""
    printed = plain(text)
    if printed in ProducerKind.values:
        return printed
    return kind_of_name(printed) or printed


def kind_of_name(name: str) -> str:
    """The legal form that a name begins with; empty where it tells none."""
    folded = f"{fold(name)} "
    fitting = [(len(start), kind) for start, kind in _KINDS if folded.startswith(start + " ")]
    return str(max(fitting)[1]) if fitting else ""


def known_province(text: str) -> str:
    """A province as its own records spell it, with or without its kind before it; empty for none."""
    printed = plain(text)
    names = _provinces()
    bare = _PROVINCE_KIND.sub("", printed).strip(" .,")
    return names.get(fold(printed)) or names.get(fold(bare)) or ""


@lru_cache(maxsize=4096)
def province(text: str) -> str:
    """The province: "tỉnh QUẢNG NINH", "Q.Ninh"; or the text as printed."""
    known = known_province(text)
    if known:
        return known
    short = _INITIALS.match(fold(text))
    fitting = {name for key, name in _provinces().items() if short and _abbreviates(short, key)}
    return fitting.pop() if len(fitting) == 1 else plain(text)


def _abbreviates(short: re.Match[str], key: str) -> bool:
    """Whether "q ninh" may stand for "quang ninh"."""
    words = key.split()
    return len(words) == 2 and words[0].startswith(short[1]) and words[1] == short[2]


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    """Folded name → name, of the 34 and the 63, and of the ways they are written that mean one."""
    former = {row["former_code"]: row["name_vi"] for row in read("former_provinces.csv")}
    names = {fold(name): name for name in former.values()}
    current = {row["code"]: row["name_vi"] for row in read("provinces.csv")}
    names |= {fold(name): name for name in current.values() if fold(name) not in names}
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in read("place_aliases.csv"):
        name = former.get(row["former_province_code"]) or current.get(row["province_code"])
        if name:
            aliases[fold(row["name_vi"])].add(name)
    return {key: meant.pop() for key, meant in aliases.items() if len(meant) == 1} | names


def place(text: str) -> str:
    """A commune or district with its kind written out: "P.Bãi Cháy" is "Phường Bãi Cháy"."""
    printed = plain(text)
    for short, long in _PLACE_SHORT:
        if short.match(printed):
            return short.sub(long, printed)
    return printed


def day(text: str) -> date | None:
    """A day of the calendar: "20/10/2025", "20-10-25", "ngày 20 tháng 10 năm 2025", 45950.

    A time of day behind it says nothing of the day.
    """
    printed = plain(text)
    if (
        printed.isdigit()
        and _FIRST_SERIAL <= int(printed[:6]) <= _LAST_SERIAL
        and len(printed) == 5
    ):
        return _EXCEL_DAYS + timedelta(days=int(printed))
    words = re.sub(r"\s+", " ", _unmarked(printed)).strip(" .,;")
    match = _DAY.fullmatch(words) or _ISO_DAY.fullmatch(words)
    if not match:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        found = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return found if 2018 <= found.year <= 2049 else None


def _unmarked(text: str) -> str:
    """Letters without marks, signs kept."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def year(text: str) -> str:
    """ "2025" for "Năm 2025" and 2025.0; everything else as printed, to be read where dates are."""
    printed = plain(text)
    match = _YEAR.fullmatch(_unmarked(printed))
    return match[1] if match else printed


def price(text: str) -> tuple[str, str]:
    """Whole đồng and the unit beside it: "150.000đ/kg"; the text and nothing where unclear."""
    printed = plain(text)
    amount, *rest = _PER.split(printed, maxsplit=1)
    try:
        return str(read_dong(amount)), rest[0].strip() if rest else ""
    except UnclearNumber:
        return printed, ""
