"""The answer to what was typed, slips of the finger included."""

from dataclasses import replace
from itertools import islice

from catalogue.audience import Audience
from search.analysis.input_methods import decode
from search.analysis.spelling import corrections
from search.analysis.terms import read_terms
from search.engines.select import Engine, engine
from search.index.word_counts import known_words
from search.query import SearchQuery, SearchScope
from search.results import SearchResults
from search.vocabulary import Vocabulary, words_of_named_provinces

#: A text that finds no more than this may be a slip; another that finds so many times more is
#: offered, never answered in its place.
FEW_HITS, MANY_TIMES = 2, 10
#: A less likely correction wins over a likelier one when it finds so many times more.
FAR_MORE = 8


def answer(query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
    """Return the result of a query; a text that finds nothing at all is corrected.

    A text that is found but not under the chosen filters stays as it is: the filters are what
    keeps its products away. So does one whose products are all certified no more.
    """
    search_engine, vocabulary = engine(), vocabulary or Vocabulary.load()
    results = search_engine.run(query, vocabulary)
    if not results.query.text or results.hits_without or results.total > FEW_HITS:
        return results
    likely = likely_text(
        search_engine, query.text, vocabulary, results.total, audience=query.audience
    )
    if results.total:
        return replace(results, did_you_mean=likely)
    ended_count = _count_ended(search_engine, query)
    if ended_count or not likely:
        parts = _parts_with_hits(search_engine, query.text, query.audience)
        return replace(results, ended=ended_count, did_you_mean=likely, parts=parts)
    corrected = search_engine.run(
        query.with_(text=likely, page=query.page, notes=query.notes), vocabulary
    )
    return replace(corrected, corrected_from=query.text)


def _count_ended(search_engine: Engine, query: SearchQuery) -> int:
    """Count what is certified no more, where nothing but words of the index was asked for."""
    words = [word for term in read_terms(query.text) for word in term.folded.split()]
    if query.filters or query.scope != SearchScope() or not known_words().keys() >= set(words):
        return 0
    return search_engine.count_ended(query.text, query.audience)


def likely_text(
    search_engine: Engine,
    text: str,
    vocabulary: Vocabulary,
    total: int = 0,
    *,
    audience: Audience = Audience.PUBLIC,
) -> str:
    """Return the likeliest text that finds clearly more than the one typed, if there is one.

    Nothing is likelier than the text itself where it finds something and filters took it away.
    """
    corrected = corrections(text, known_words(), sure=words_of_named_provinces(text, vocabulary))
    texts = list(dict.fromkeys([*decode(text), *corrected]))
    own_count, *counts = search_engine.count_hits([text, *texts], audience)
    if own_count > total:
        return ""
    best, best_count = "", total * MANY_TIMES
    for candidate, count in zip(texts, counts, strict=True):
        if count > best_count * (FAR_MORE if best else 1):
            best, best_count = candidate, count
    return best


def _parts_with_hits(search_engine: Engine, text: str, audience: Audience) -> tuple[str, ...]:
    """Return the longest run of words from either end that is found, and the longest beyond it."""
    words = [term.typed for term in read_terms(text)]
    ends = {size: (words[:size], words[-size:]) for size in range(len(words) - 1, 0, -1)}
    runs = [" ".join(run) for pair in ends.values() for run in pair]
    hits = dict(zip(runs, search_engine.count_hits(runs, audience), strict=True)) if runs else {}
    for size, pair in ends.items():
        for end, run in enumerate(map(" ".join, pair)):
            if hits[run]:
                others = (" ".join(ends[n][1 - end]) for n in range(len(words) - size, 0, -1))
                return (run, *islice(filter(hits.get, others), 1))
    return ()
