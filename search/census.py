"""What the front page asks of the index: how many products there are, and which are the newest."""

from cms.counts import Counts
from cms.front import NEWEST_READ
from search.embedded.stock import at_hand
from search.vocabulary import Vocabulary


def census() -> Counts | None:
    """Count the products in force from memory; None before anything was indexed or read."""
    stock = at_hand()
    if stock is None or not stock.version:
        return None
    nodes = Vocabulary.load().nodes
    counts = Counts(newest=tuple(stock.newest[:NEWEST_READ]), best=tuple(stock.best[:NEWEST_READ]))
    for stars, bits in stock.sets("stars").items():
        counts.by_stars[stars] += bits.bit_count()
    for province, bits in stock.sets("province").items():
        counts.by_province[province] += bits.bit_count()
    for pk, bits in stock.sets("node").items():
        sector = nodes.get(nodes[pk].sector) if pk in nodes else None
        counts.by_sector[sector.slug if sector else None] += bits.bit_count()
    return counts
