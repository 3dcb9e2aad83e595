"""The words that the index knows, for telling a slip of the finger from a word."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db import transaction

from search.embedded import text
from search.models import SearchEntry, SearchVersion, SearchWord

CACHE_KEY = "search-words"
SECONDS = 3600
LONGEST = 60
#: Longer numbers are codes: every product has its own, and nobody misspells one as another.
LONGEST_NUMBER = 4
BATCH = 2000


def known_words() -> Mapping[str, int]:
    """Return every folded word of the index with the number of products that have it."""
    key = f"{CACHE_KEY}:{SearchVersion.current()}"
    known: dict[str, int] | None = cache.get(key)
    if known is None:
        known = dict(SearchWord.objects.values_list("folded", "products"))
        cache.set(key, known, SECONDS)
    return known


def add_words(entries: Iterable[SearchEntry]) -> None:
    """Add the words that are new; their exact numbers are counted by the next build."""
    counts = Counter(word for entry in entries for word in _words(entry.words))
    if counts:
        SearchWord.objects.bulk_create(
            (SearchWord(folded=word, products=number) for word, number in sorted(counts.items())),
            ignore_conflicts=True,
            batch_size=BATCH,
        )


def count_words() -> None:
    """Count all words again, and delete those that no product has any more."""
    counts = text.count_words()
    with transaction.atomic():
        SearchWord.objects.all().delete()
        SearchWord.objects.bulk_create(
            (SearchWord(folded=word, products=n) for word, n in counts if _is_word(word)),
            batch_size=BATCH,
        )


def _words(words: str) -> set[str]:
    return {word for word in words.split() if _is_word(word)}


def _is_word(word: str) -> bool:
    return len(word) <= (LONGEST_NUMBER if word.isdigit() else LONGEST)
