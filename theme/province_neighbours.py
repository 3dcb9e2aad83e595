"""Which provinces touch: they share points of their outlines."""

from collections import Counter, defaultdict
from functools import cache
from itertools import permutations

from theme.province_shapes import provinces


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """Return the codes of each province's neighbours on land, the longest border first."""
    owners: dict[tuple[int, int], set[str]] = defaultdict(set)
    for code, rings in provinces().items():
        for point in {point for ring in rings for point in ring}:
            owners[point].add(code)
    shared: dict[str, Counter] = {code: Counter() for code in provinces()}
    for codes in owners.values():
        for one, other in permutations(sorted(codes), 2):
            shared[one][other] += 1
    return {
        code: tuple(other for other, _ in counts.most_common()) for code, counts in shared.items()
    }
