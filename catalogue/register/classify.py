"""Which set of 2026 a registered product belongs to, and what the law makes of it.

A reading of the name, made once at import; staff may correct the product afterwards. In doubt the
stricter reading wins: an unclear drink counts as alcohol, an unclear remedy as functional food.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from catalogue.models.product import LegalType
from catalogue.register import keywords
from catalogue.register.keywords import Outcome
from catalogue.text import fold, tone_key

#: How a text is spelled for comparison, with or without its tones.
Key = Callable[[str], str]

OTHER_FOOD = 4
HONEY = 4
HONEY_PRODUCT = 8
SEAFOOD = (
    "cá, tôm, tép, mực, cua, ghẹ, hàu, sò, ốc, lươn, ếch, sứa, rươi, ba khía, hải sản, thủy sản"
)


@dataclass(frozen=True)
class Classified:
    """A set number of 2026 (1 to 26) and the legal type that follows from it and from the name."""

    set_number: int
    legal_type: LegalType


class Name:
    """A product name as padded words, so that a phrase is found whole and with its marks."""

    def __init__(self, text: str) -> None:
        self._key = tone_key if tone_key(text) != fold(text) else fold
        self.words = f" {self._key(text)} "

    def has(self, phrases: str) -> bool:
        """Whether one of the comma-separated phrases stands anywhere in the name."""
        return any(phrase in self.words for phrase in _padded(phrases, self._key))

    def starts(self, phrases: str) -> bool:
        """Whether the name begins with one of the comma-separated phrases."""
        return any(self.words.startswith(phrase) for phrase in _padded(phrases, self._key))

    def head(self, heads: dict[str, Outcome]) -> tuple[Outcome | None, "Name"]:
        """The outcome of the longest head that the name begins with, and the name after it."""
        for phrase, outcome in _by_length(self._key):
            if self.words.startswith(phrase):
                return outcome, self._after(phrase)
        return None, self

    def unwrapped(self) -> "Name":
        """The name without "bộ sản phẩm" and the like."""
        for phrase in _padded(",".join(keywords.WRAPPERS), self._key):
            if self.words.startswith(phrase):
                return self._after(phrase)
        return self

    def _after(self, phrase: str) -> "Name":
        rest = object.__new__(Name)
        rest._key, rest.words = self._key, self.words[len(phrase) - 1 :]
        return rest


@lru_cache(maxsize=128)
def _padded(phrases: str, key: Key) -> tuple[str, ...]:
    return tuple(f" {key(phrase)} " for phrase in phrases.split(","))


@lru_cache(maxsize=2)
def _by_length(key: Key) -> tuple[tuple[str, Outcome], ...]:
    heads = {f" {key(head)} ": outcome for head, outcome in keywords.FOOD_HEADS.items()}
    return tuple(sorted(heads.items(), key=lambda item: -len(item[0])))


def classify(name: str, group: str) -> Classified:
    """Return the set and legal type of a product of one of the six groups of the register."""
    words = Name(name).unwrapped()
    return _GROUPS[group](words)


def is_seafood(name: str) -> bool:
    """Whether the name speaks of fish or seafood: a leaf of its own until 2023 (QĐ 1048/2019)."""
    return Name(name).has(SEAFOOD)


def _food(name: Name) -> Classified:
    if name.starts("rượu"):
        return Classified(15, LegalType.ALCOHOL)
    if name.has(keywords.LIVE_ANIMALS):
        return Classified(2, LegalType.LIVE_GOODS)
    return Classified(_food_set(name), LegalType.ORDINARY)


def _food_set(name: Name) -> int:
    if name.starts("mật ong"):
        return HONEY_PRODUCT if name.has(keywords.HONEY_PROCESSED) else HONEY
    outcome, rest = name.head(keywords.FOOD_HEADS)
    if outcome is None:
        outcome, rest = _by_words(name), name
    if outcome == 11 and not name.has(keywords.NOT_TEA):
        return 12 if name.has(keywords.HERBAL_TEA) else 11
    if isinstance(outcome, int):
        return outcome
    is_animal = outcome[1] == HONEY_PRODUCT
    signs = keywords.ANIMAL_PROCESSED if is_animal else keywords.PLANT_PROCESSED
    return outcome[rest.has(signs)]


def _by_words(name: Name) -> Outcome:
    found = (outcome for outcome, words in keywords.FOOD_WORDS if name.has(words))
    return next(found, OTHER_FOOD)


def _drink(name: Name) -> Classified:
    is_soft = name.starts(keywords.SOFT_DRINKS)
    if is_soft and not name.has(keywords.FERMENTED):
        return Classified(16 if name.starts(keywords.WATERS) else 17, LegalType.ORDINARY)
    is_white = name.has(keywords.WHITE_SPIRIT) and not name.has(keywords.STEEPED)
    return Classified(14 if is_white else 15, LegalType.ALCOHOL)


def _remedy(name: Name) -> Classified:
    if name.starts("rượu"):
        return Classified(15, LegalType.ALCOHOL)
    if name.starts(keywords.MEDICINE):
        return Classified(18, LegalType.MEDICINE)
    if name.starts(keywords.COSMETICS):
        return Classified(19, LegalType.COSMETICS)
    if name.starts(keywords.HERBS) and not name.starts(keywords.HERBAL_FOOD):
        return Classified(20, LegalType.ORDINARY)
    return Classified(18, LegalType.FUNCTIONAL_FOOD)


def _craft(name: Name) -> Classified:
    return Classified(22 if name.has(keywords.TEXTILES) else 21, LegalType.ORDINARY)


def _ornamental(name: Name) -> Classified:
    if name.starts(keywords.ORNAMENTAL_ANIMALS):
        return Classified(25, LegalType.LIVE_GOODS)
    is_flower = name.starts(keywords.ORNAMENTAL_FLOWERS)
    return Classified(23 if is_flower else 24, LegalType.LIVE_GOODS)


def _service(name: Name) -> Classified:
    return Classified(26, LegalType.SERVICE)


_GROUPS = {
    "thuc_pham": _food,
    "do_uong": _drink,
    "duoc_lieu": _remedy,
    "thu_cong_my_nghe": _craft,
    "sinh_vat_canh": _ornamental,
    "du_lich": _service,
}
GROUPS = frozenset(_GROUPS)
