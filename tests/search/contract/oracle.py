"""What every engine must answer, by definition and without any index: read, compare, count.

Slow and plain on purpose. It shares with the engines only what defines the answer: the words of a
query, the points of a hit and the vocabulary.
"""

from collections import Counter
from collections.abc import Callable

from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.models import Producer, Product, Proof
from catalogue.models.proof import ProofKind
from catalogue.text import fold
from search.analysis.terms import Term, read_terms
from search.engines.ranking import rewards
from search.models import PageEntry, SearchEntry
from search.query import SearchQuery
from search.results import PAGE_SIZE
from search.vocabulary import Vocabulary, VocabularyFormerProvince

PRODUCERS = 12
Test = Callable[[SearchEntry], bool]


class Oracle:
    """Knows every entry and answers from the list."""

    def __init__(self):
        self.words = Vocabulary.load()
        day = today()
        self.entries = [
            entry
            for entry in SearchEntry.objects.all()
            if entry.shown and entry.valid_from and entry.valid_from <= day <= entry.valid_until
        ]
        self.makers = {maker.slug: maker for maker in Producer.objects.all()}
        everything = Product.objects.public(audience=Audience.ADULT)
        self.urls = {product.pk: product.get_absolute_url() for product in everything}

    def total(self, query: SearchQuery) -> int:
        """How many products are found."""
        return len(self._found(query, self._filters(query)))

    def page(self, query: SearchQuery) -> int:
        """The page that is shown: the one asked for, or the last."""
        return min(query.page, max(1, -(-self.total(query) // PAGE_SIZE)))

    def hits(self, query: SearchQuery) -> list[str]:
        """The addresses on the page that is shown, in order."""
        terms = read_terms(query.text)
        found = self._found(query, self._filters(query))
        found.sort(key=lambda entry: self._place(entry, query, terms))
        start = (self.page(query) - 1) * PAGE_SIZE
        shown = (self.urls.get(entry.pk) for entry in found[start : start + PAGE_SIZE])
        return [url for url in shown if url]

    def hits_without(self, query: SearchQuery) -> dict[str, int]:
        """How many products fail one filter and no other, for each filter that has any."""
        filters = self._filters(query)
        total = self.total(query)
        more = {name: len(self._found(query, filters, but=name)) - total for name in filters}
        return {name: number for name, number in more.items() if number}

    def facets(self, query: SearchQuery) -> dict[str, dict[str, int]]:
        """The counts of every filter by value, those above zero."""
        filters = self._filters(query)

        def pool(name: str) -> list[SearchEntry]:
            return self._found(query, filters, but=name)

        own = self.words.groups.get(query.scope.group)
        groups = [group for group in self.words.groups.values() if group != own]
        provinces = {province.slug: province.pk for province in self.words.provinces.values()}
        formers = [self.words.province(slug) for slug in query.provinces]
        formers = [former for former in formers if isinstance(former, VocabularyFormerProvince)]
        counted = {
            "nhom": {g.slug: _sum(pool("groups"), self._in_group(g.slug)) for g in groups},
            "vung": {r: _sum(pool("region"), self._in_region(r)) for r in self.words.regions},
            "tinh": {
                slug: _sum(pool("provinces"), lambda entry, pk=pk: entry.province == pk)
                for slug, pk in provinces.items()
            }
            | {
                f.slug: _sum(pool("provinces"), lambda entry, pk=f.pk: entry.former_province == pk)
                for f in formers
            },
            "sao": Counter(str(entry.stars) for entry in pool("stars")),
            "loai": Counter(entry.producer_kind for entry in pool("kinds")),
            "tieu_chuan": {
                kind: _sum(pool("proofs"), self._holds(kind)) for kind in ProofKind.values
            },
            "con_hang": {"1": _sum(pool("in_stock"), lambda entry: entry.in_stock)},
            "nsx": self._makers(query, pool("producer")),
        }
        return {
            key: {value: number for value, number in values.items() if number and value}
            for key, values in counted.items()
        }

    def priced(self, query: SearchQuery, low: int | None, high: int | None) -> int:
        """How many products a price range holds, whatever price is chosen."""
        pool = self._found(query, self._filters(query), but="price")
        return _sum(pool, _priced(low, high))

    def shown_to(self, audience: Audience) -> list[SearchEntry]:
        """The entries that an audience may see."""
        adult = audience is Audience.ADULT
        return [entry for entry in self.entries if adult or not entry.adults_only]

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Products whose name has the words, the last one begun."""
        found = [each for each in self.shown_to(audience) if f" {fold(typed)}" in each.name]
        found.sort(key=lambda entry: (-entry.stars, entry.name, entry.pk))
        return [entry.pk for entry in found[:limit]]

    def count_hits(self, texts: list[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """How many products each text finds."""
        asked = [read_terms(text) for text in texts]
        pool = self.shown_to(audience)
        return [_sum(pool, lambda e, t=t: _has_all(e, t)) if t else 0 for t in asked]

    def count_ended(self, text: str, audience: Audience = Audience.PUBLIC) -> int:
        """How many shown products with all the words have their last certified day behind them."""
        terms = read_terms(text)
        over = SearchEntry.objects.filter(shown=True, valid_until__lt=today())
        adult = audience is Audience.ADULT
        shown = [entry for entry in over if adult or not entry.adults_only]
        return _sum(shown, lambda entry: bool(terms) and _has_all(entry, terms))

    def find_pages(self, text: str, limit: int) -> list[int]:
        """Pages that are shown and have all the words."""
        terms = read_terms(text)
        found = [entry for entry in PageEntry.objects.filter(shown=True) if _has_all(entry, terms)]
        found.sort(key=lambda entry: (-_points(entry, terms), _newest_first(entry), entry.pk))
        return [entry.pk for entry in found[:limit]] if terms else []

    def _found(
        self, query: SearchQuery, filters: dict[str, Test], *, but: str = ""
    ) -> list[SearchEntry]:
        terms = read_terms(query.text)
        asked = [*self._scope(query), *(test for name, test in filters.items() if name != but)]
        pool = self.shown_to(query.audience)
        return [e for e in pool if _has_all(e, terms) and all(test(e) for test in asked)]

    def _scope(self, query: SearchQuery) -> list[Test]:
        scope, found = query.scope, []
        if scope.group:
            found.append(self._in_group(scope.group))
        if scope.region:
            found.append(self._in_region(scope.region))
        if scope.province:
            found.append(self._in_province(scope.province))
        if scope.producer:
            found.append(self._made_by(scope.producer))
        return found

    def _filters(self, query: SearchQuery) -> dict[str, Test]:
        """The chosen filters; what nobody knows is left out."""
        many = {
            "groups": [self._in_group(s) for s in query.groups if s in self.words.groups],
            "provinces": [self._in_province(s) for s in query.provinces if self.words.province(s)],
            "region": [self._in_region(s) for s in [query.region] if s in self.words.regions],
            "stars": [lambda entry, n=n: entry.stars == n for n in query.stars],
            "kinds": [lambda entry, kind=k: entry.producer_kind == kind for k in query.kinds],
            "proofs": [self._holds(kind) for kind in query.proofs],
            "in_stock": [lambda entry: entry.in_stock] * query.in_stock,
            "price": [_priced(query.price_from, query.price_to)] * query.has_price,
            "producer": [self._made_by(s) for s in [query.producer] if s in self.makers],
        }
        return {name: _any(tests) for name, tests in many.items() if tests}

    def _holds(self, kind: str) -> Test:
        proofs = Proof.objects.in_force(today()).filter(kind=kind)
        held = set(proofs.values_list("products", flat=True))
        return lambda entry: entry.pk in held

    def _in_group(self, slug: str) -> Test:
        top = self.words.groups[slug].pk
        inside = {n.pk for n in self.words.nodes.values() if top in (n.pk, n.sector, n.group)}
        return lambda entry: entry.node in inside

    def _in_region(self, slug: str) -> Test:
        region = self.words.regions[slug].pk
        inside = {
            province.pk for province in self.words.provinces.values() if province.region == region
        }
        return lambda entry: entry.province in inside

    def _in_province(self, slug: str) -> Test:
        place = self.words.province(slug)
        if isinstance(place, VocabularyFormerProvince):
            return lambda entry: entry.former_province == place.pk
        return lambda entry: entry.province == place.pk

    def _made_by(self, slug: str) -> Test:
        maker = self.makers[slug].pk
        return lambda entry: entry.producer == maker

    def _makers(self, query: SearchQuery, pool: list[SearchEntry]) -> dict[str, int]:
        counted = Counter(entry.producer for entry in pool if entry.producer)
        first = sorted(counted, key=lambda pk: (-counted[pk], pk))[:PRODUCERS]
        slugs = {maker.pk: maker.slug for maker in self.makers.values() if maker.name_is_stated}
        chosen = [self.makers[query.producer].pk] if query.producer in self.makers else []
        return {slugs[pk]: counted[pk] for pk in {*first, *chosen} if pk in slugs}

    def _place(self, entry: SearchEntry, query: SearchQuery, terms: tuple[Term, ...]) -> tuple:
        newest, stars = -entry.valid_from.toordinal(), -entry.stars
        dearer = (entry.price is None, -(entry.price or 0))
        return {
            "lien_quan": (-_points(entry, terms), not entry.in_stock, stars, newest, entry.pk),
            "moi": (newest, entry.pk),
            "gia": (entry.price is None, entry.price or 0, entry.pk),
            "-gia": (*dearer, entry.pk),
            "sao": (stars, newest, entry.pk),
        }[query.sort]


def _has_all(entry, terms: tuple[Term, ...]) -> bool:
    return all(term.folded in entry.words for term in terms)


def _points(entry, terms: tuple[Term, ...]) -> int:
    if not terms:
        return 0
    return sum(
        reward.points
        for reward in rewards(terms)
        if (at := getattr(entry, reward.field).find(reward.words)) == 0
        or (at > 0 and not reward.begins)
    )


def _newest_first(page: PageEntry) -> tuple:
    first = page.first_published
    return (first is None, -first.timestamp() if first else 0)


def _priced(low: int | None, high: int | None) -> Test:
    return lambda e: (
        e.price is not None
        and (low is None or e.price >= low)
        and (high is None or e.price <= high)
    )


def _any(tests: list[Test]) -> Test:
    return lambda entry: any(test(entry) for test in tests)


def _sum(entries: list[SearchEntry], test: Test) -> int:
    return sum(1 for entry in entries if test(entry))
