"""How much a sales unit holds: "lốc 6 hũ × 70 ml" is 420 ml, "hộp 20 túi lọc" is 20 pieces."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SIZE = r"(\d+(?:[.,]\d+)?)\s*(kg|gram|gr|g|ml|lít|l)\b"
_PACKS = re.compile(r"(\d+)\s*([^\W\d]+(?: [^\W\d]+)?)?\s*[x×]\s*" + _SIZE, re.IGNORECASE)
_MEASURE = re.compile(_SIZE, re.IGNORECASE)
_PIECES = re.compile(r"(\d+)\s+([^\W\d]+(?: [^\W\d]+)?)\s*$")
_LITRES = ("ml", "l", "lít")
_THOUSANDTHS = ("g", "gr", "gram", "ml")
_LETTER = "a-zA-ZÀ-ỹ"
_MORE_THAN_NOTHING = r"([1-9][0-9]*([.,][0-9]+)?|0[.,][0-9]*[1-9][0-9]*)"
_MEASURES = r"([kK][gG]|[gG][rR][aA][mM]|[gG][rR]|[gG]|[mM][lL]|[lL][íÍ][tT]|[lL])"
#: A unit that says how much it holds. Written for databases too (Product.unit__regex): Python,
#: SQLite and PostgreSQL read it alike, whatever their idea of a letter.
QUANTITY = (
    rf"{_MORE_THAN_NOTHING} *{_MEASURES}($|[^{_LETTER}0-9_])"
    rf"|(^|[^0-9.,])[1-9][0-9]* +[{_LETTER}]+( [{_LETTER}]+)? *$"
)
_QUANTITY = re.compile(QUANTITY)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Net content: `amount` of "kg", "lít" or the word for a piece; `text` is how the unit says it."""

    amount: Decimal
    base: str
    text: str


def net_quantity(unit: str) -> Quantity | None:
    """Return what a sales unit holds; None where it names no measure and no number of pieces."""
    packs, measure = _PACKS.search(unit or ""), _MEASURE.search(unit or "")
    if packs:
        return _measured(packs[3], packs[4], packs[0], times=int(packs[1]))
    if measure:
        return _measured(measure[1], measure[2], measure[0])
    pieces = _PIECES.search(unit or "")
    if pieces and int(pieces[1]) > 0:
        return Quantity(Decimal(pieces[1]), pieces[2], pieces[0].strip())
    return None


def names_quantity(unit: str) -> bool:
    """Whether a sales unit says how much it holds, for the label (NĐ 37/2026 Phụ lục I)."""
    return _QUANTITY.search(unit or "") is not None


def unit_price(price: int, unit: str) -> tuple[int, str] | None:
    """Return đồng a kilogram, a litre or a piece; None where the unit is exactly one of them."""
    quantity = net_quantity(unit)
    if quantity is None or quantity.amount == 1:
        return None
    return round(price / quantity.amount), quantity.base


def _measured(number: str, measure: str, text: str, *, times: int = 1) -> Quantity | None:
    word = measure.lower()
    divisor = 1000 if word in _THOUSANDTHS else 1
    amount = Decimal(number.replace(",", ".")) * times / divisor
    return Quantity(amount, "lít" if word in _LITRES else "kg", text) if amount else None
