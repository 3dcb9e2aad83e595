"""What makes two printed rows one product: its name, its producer and its province of today.

Spelling does not count where it says nothing: letter case, Unicode form, where a tone mark stands,
i or y, legal forms and abbreviations, pack words and numbers of units. Marks do count: "Kẹo dừa"
(coconut) and "Kẹo dứa" (pineapple) are two products.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from catalogue.models import Product, ProductMerge, RegisterEntry
from catalogue.text import normalize, tone_key

_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?:kg|kí|ký|g|gr|gam|gram|grams|mg|ml|cl|cc|l|lít|lit|lạng)"
_PACK = (
    r"(?:hộp|túi|gói|chai|lọ|hũ|hủ|bịch|thùng|lon|can|bao|khay|vỉ|lốc|tuýp|bình|viên|miếng|quả|ống)"
)
_KIND_OF_PACK = r"(?:\s+(?:zip|giấy|thiếc|thủy tinh|thuỷ tinh|nhựa|pet|nhôm|hút chân không|quà))?"
_TIMES = r"\s*(?:x|×|\*)\s*"
#: Only after a number: "10 cái" is how many, "cua cái" is a female crab.
_PIECE = r"(?:cái|chiếc)"
_QUANTITY = rf"{_NUMBER}\s*(?:{_UNIT}|{_PACK}|{_PIECE})"
_LEAD = rf"(?:(?:loại|quy cách|khối lượng|khối lượng tịnh|trọng lượng|dung tích|{_PACK}{_KIND_OF_PACK})\s*[:,]?\s*)"
_PACKING = re.compile(
    rf"(?<!\w){_LEAD}*(?:{_NUMBER}{_TIMES})*{_QUANTITY}(?:{_TIMES}{_NUMBER}\s*{_UNIT}?)?"
    rf"(?:\s*/\s*(?:{_PACK}|{_PIECE}))?(?!\w)",
    re.IGNORECASE,
)

#: Abbreviations in the names of producers, written out.
ABBREVIATIONS = {
    "htx": "hợp tác xã",
    "thx": "tổ hợp tác",
    "tht": "tổ hợp tác",
    "lhhtx": "liên hiệp hợp tác xã",
    "cty": "công ty",
    "ctcp": "công ty cổ phần",
    "dntn": "doanh nghiệp tư nhân",
    "dn": "doanh nghiệp",
    "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên",
    "cp": "cổ phần",
    "hkd": "hộ kinh doanh",
    "kd": "kinh doanh",
    "sxkd": "sản xuất kinh doanh",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "tmdv": "thương mại dịch vụ",
    "sx": "sản xuất",
    "nn": "nông nghiệp",
    "dvnn": "dịch vụ nông nghiệp",
    "xnk": "xuất nhập khẩu",
    "cs": "cơ sở",
}
#: "mỳ" and "mì", "kỹ" and "kĩ" are one spelling each.
_Y_FOR_I = re.compile("(?<![^ ])(h|k|l|m|s|t|qu)y(?=[\u0300-\u036f]*(?: |$))")


def _spelled(text: str) -> str:
    return _Y_FOR_I.sub(r"\1i", tone_key(text))


_WORD = re.compile(r"\w+")
#: The family of a legal form stays, its details do not: a company that became a joint-stock company
#: is the same one; a cooperative and a company of one name may be two.
_FORMS = {
    family: tuple(_spelled(phrase) for phrase in phrases)
    for family, phrases in {
        "htx": ("liên hiệp hợp tác xã", "hợp tác xã"),
        "tht": ("tổ hợp tác",),
        "cty": ("công ty", "doanh nghiệp tư nhân", "doanh nghiệp"),
    }.items()
}
_DETAILS = tuple(
    f" {_spelled(phrase)} "
    for phrase in ("trách nhiệm hữu hạn", "một thành viên", "hai thành viên", "cổ phần")
)
_HOUSEHOLD = tuple(
    f" {_spelled(phrase)} "
    for phrase in (
        *("hộ sản xuất kinh doanh", "hộ kinh doanh cá thể", "hộ kinh doanh", "hộ sản xuất"),
        *("hộ gia đình", "cơ sở sản xuất kinh doanh", "cơ sở sản xuất", "cơ sở", "hộ"),
    )
)


#: As many as one file may have rows: each name is compared several times on its way.
NAMES_KEPT = 20_000


class ProductIdentity(NamedTuple):
    """The key of a product; two that are equal are one product."""

    name: str
    producer: str
    province_id: int


def product_identity(
    product_name: str, producer_name: str, province_id: int | None
) -> ProductIdentity | None:
    """Return what makes a row this product; None where no producer or province is named.

    Without a producer nothing tells two products of one name apart: such rows are never joined.
    `province_id` is the province of today.
    """
    producer = producer_key(producer_name)
    name = name_key(product_name)
    if province_id is None or not producer or not name:
        return None
    return ProductIdentity(name, producer, province_id)


@lru_cache(maxsize=NAMES_KEPT)
def name_key(product_name: str) -> str:
    """A product's name without packs and quantities; the whole name where nothing else is left."""
    return _spelled(_PACKING.sub(" ", normalize(product_name))) or _spelled(product_name)


@lru_cache(maxsize=NAMES_KEPT)
def producer_key(name: str) -> str:
    """A producer's name with its abbreviations written out and the details of its form left out."""
    written = _WORD.sub(
        lambda word: ABBREVIATIONS.get(word[0].casefold(), word[0]), normalize(name)
    )
    words = f" {_spelled(written)} "
    family = ""
    for form, phrases in _FORMS.items():
        phrase = next((each for each in phrases if words.startswith(f" {each} ")), "")
        if phrase:
            family, words = form, words[len(phrase) + 1 :]
            break
    for detail in _DETAILS if family == "cty" else ():
        words = words.replace(detail, " ")
    if not family:
        household = next((each for each in _HOUSEHOLD if words.startswith(each)), " ")
        words = words[len(household) - 1 :]
    bare = words.strip()
    return f"{family} {bare}".strip() if bare else _spelled(written)


def same_product_keys(
    province_ids: Iterable[int] | None = None,
) -> dict[ProductIdentity, list[int]]:
    """Return the ids of products by identity, smallest first; a list of several holds doubles.

    A product is known under its own title and under every row of the register that led to it; one
    that was merged into another stands for that one.
    """
    kept = dict(ProductMerge.objects.in_force().values_list("merged", "kept"))
    keys: dict[ProductIdentity, set[int]] = {}
    products = Product.objects.exclude(province=None)
    entries = RegisterEntry.objects.exclude(product=None).exclude(product__province=None)
    if province_ids is not None:
        wanted = list(province_ids)
        products = products.filter(province__in=wanted)
        entries = entries.filter(product__province__in=wanted)
    titles = products.filter(producer__name_is_stated=True).values_list(
        "title", "producer__name", "province_id", "pk"
    )
    printed = entries.values_list(
        "product_name", "producer_name", "product__province_id", "product_id"
    )
    for name, producer, province_id, pk in [*titles.order_by(), *printed.order_by()]:
        identity = product_identity(name, producer, province_id)
        if identity is not None:
            while pk in kept:
                pk = kept[pk]
            keys.setdefault(identity, set()).add(pk)
    return {identity: sorted(found) for identity, found in keys.items()}
