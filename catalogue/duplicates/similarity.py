"""How sure is it that two products are one? A judgement of names, producers and decisions alone.

Whoever changes a rule here measures it: tests/bench/duplicates.py.
"""

from collections import Counter
from dataclasses import dataclass

from catalogue.duplicates.words import (
    bare,
    core_words,
    edit_distance,
    is_syllable,
    numbers,
    producer_words,
)
from catalogue.models.duplicate import DuplicateReason
from catalogue.text import fold

#: From here on "surely the same" is said to the person who decides; below it "perhaps".
CERTAIN = 90
#: Below this nobody is asked.
WORTH_ASKING = 60
#: Words that say nothing of what it is: a name with them is the same name.
_VAGUE_WORDS = """ocop dac san cao cap sach thom ngon truyen thong thuong hang chat luong tu nhien
nguyen viet nam vn que huong huyen tinh xa phuong thi tran"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
_MARKS = frozenset({"ocop", "dac", "san", "viet", "nam", "tinh"})


@dataclass(frozen=True, slots=True)
class ProductName:
    """What is compared of a product; places in bare words, `places` with those of its commune."""

    pk: int
    title: str
    producer_id: int | None
    producer: str
    province_id: int | None
    places: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()

    @property
    def core(self) -> tuple[str, ...]:
        """The words that say what it is."""
        return core_words(self.title)


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much speaks for one product, of 100, and what speaks for it."""

    score: int
    reason: DuplicateReason


def compare(one: ProductName, other: ProductName) -> Similarity | None:
    """Return how alike two products are, None where nobody should be bothered."""
    if one.province_id != other.province_id:
        return None
    names = _compare_names(one, other)
    if names is None:
        return None
    producers = _compare_producers(one, other)
    same_decision = bool(one.decisions & other.decisions)
    unnamed = not (one.producer and other.producer)
    if producers == 0 and not (unnamed and same_decision and names >= CERTAIN):
        return None
    score = min(names, producers or 70)
    if score < WORTH_ASKING:
        return None
    return Similarity(score, _reason(one, other, names, producers, same_decision))


def _reason(
    one: ProductName, other: ProductName, names: int, producers: int, same_decision: bool
) -> DuplicateReason:
    if names == 100 and producers == 100:
        same_pack = numbers(one.title) == numbers(other.title)
        return DuplicateReason.SAME_IDENTITY if same_pack else DuplicateReason.PACK_SIZE
    return DuplicateReason.SAME_DECISION if same_decision else DuplicateReason.SPELLING


def _compare_producers(one: ProductName, other: ProductName) -> int:
    """Return 100 for one producer, 0 for two; between them for names that may mean one."""
    if one.producer_id is not None and one.producer_id == other.producer_id:
        return 100
    if not one.producer or not other.producer:
        return 0
    words, others = producer_words(one.producer), producer_words(other.producer)
    if words == others:
        return 95
    name, other_name = " ".join(words), " ".join(others)
    if len(name) >= 6 and edit_distance(name, other_name, 2) <= 1:
        return 92 if _is_slip(words, others) else 75
    added = set(words) ^ set(others)
    if set(words) < set(others) or set(others) < set(words):
        return 85 if added <= one.places | other.places else 70
    return 65 if len(name) >= 8 and edit_distance(name, other_name, 2) <= 2 else 0


def _is_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether names differ by words that no Vietnamese word could be."""
    left, right = _difference(words, others)
    return any(not is_syllable(word) for word in (*left, *right))


def _difference(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the words of each that the other has not, in order; a repeated word counts."""
    left, right = Counter(words) - Counter(others), Counter(others) - Counter(words)
    return _in_order(words, left), _in_order(others, right)


def _in_order(words: tuple[str, ...], wanted: Counter[str]) -> list[str]:
    left, chosen = wanted.copy(), []
    for word in words:
        if left[word]:
            left[word] -= 1
            chosen.append(word)
    return chosen


def _compare_names(one: ProductName, other: ProductName) -> int | None:
    """Return how alike two names are, None where they name different goods."""
    words, others = one.core, other.core
    if words == others:
        return 100
    if [bare(word) for word in words] == [bare(word) for word in others]:
        return _compare_marks(words, others)
    if "".join(map(bare, words)) == "".join(map(bare, others)):
        return 92
    left, right = _difference(words, others)
    if not left and not right:
        return 75  # the same words in another order
    if any(map(_has_digit, (*left, *right))):
        return None
    if not (left and right):
        return _compare_added(left or right, one, other, min(len(words), len(others)))
    own_names = _name_words(one) | _name_words(other) | _VAGUE | one.places | other.places
    if all(bare(word) in own_names for word in (*left, *right)):
        return 65
    if len(left) == len(right):
        return _compare_words(left, right, len(words))
    return None


def _compare_added(
    added: list[str], one: ProductName, other: ProductName, shorter: int
) -> int | None:
    """One name is the other with words added: whose and whence it is, how good, or what else."""
    words = {bare(word) for word in added}
    if words <= _name_words(one) & _name_words(other) | one.provinces | other.provinces | _MARKS:
        return 90
    if words <= _name_words(one) | _name_words(other) | one.places | other.places | _VAGUE:
        return 78
    return 62 if len(added) == 1 and shorter >= 4 else None


def _name_words(product: ProductName) -> frozenset[str]:
    """A product often bears its producer's name, and often not on the next paper."""
    return frozenset(fold(product.producer).split())


def _compare_marks(words: tuple[str, ...], others: tuple[str, ...]) -> int | None:
    """The same letters: written without marks, or with other marks and so another word."""
    if all(word == bare(word) for word in words) or all(word == bare(word) for word in others):
        return 91
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if all(bare(one) in (one, other) for one, other in pairs):
        return 80
    return 60 if len(words) > 3 and len(pairs) == 1 else None


def _compare_words(left: list[str], right: list[str], length: int) -> int | None:
    """Words that differ one for one: slips of the finger, or other goods."""
    score = 95
    for word, against in zip(left, right, strict=True):
        pair = bare(word), bare(against)
        distance = edit_distance(*pair, 2)
        if pair[0] == pair[1]:
            score = min(score, 80 if pair[0] in (word, against) else 0)
        elif distance == 1 and not all(map(is_syllable, pair)):
            continue
        elif distance == 2 and min(map(len, pair)) >= 5 and not all(map(is_syllable, pair)):
            score = min(score, 85)
        elif distance == 1 and length > 3 and min(map(len, pair)) >= 2:
            score = min(score, 62)
        else:
            return None
    return score or None


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
