"""How long until a change is found, and what a shopper waits for when the cluster is lost."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, islice

from django.db import transaction

from catalogue.models import Product
from catalogue.services.certificates import revoke_certificate
from search.engines.select import engine
from search.engines.warm_up import warm_up
from search.query import SearchQuery
from shop.partner.models import StockRecord
from shop.users.models import User
from tests import makers
from tests.bench import workload
from tests.bench.section import Section
from tests.bench.timing import Times, milliseconds
from tests.search.cluster.nodes import ClusterOfNodes

CHANGES = 12
PATIENCE = 20.0
#: Three nodes that were killed read a million documents from their disks again.
RECOVERY = 180.0
LOST = 60


def report_all(section: Section, name: str, *, cluster: bool) -> None:
    """Add the delays of changes, and those of a lost cluster where there is one of ours."""
    section.head("Engine", "From the change until it is found", "p50 ms", "Slowest ms", "Times")
    warm_up()  # as a server does
    with worker():
        for change, taken in changes().items():
            section.row(name, change, f"{taken.p50:.0f}", f"{taken.worst:.0f}", taken.count)
    nodes = ClusterOfNodes.joined() if cluster else None
    if nodes:
        section.head("Search pages while", "p50 ms", "p95 ms", "Slowest ms", "Asked")
        for state, taken in losses(nodes).items():
            times = (taken.p50, taken.p95, taken.worst)
            section.row(state, *(f"{each:.0f}" for each in times), taken.count)


@contextmanager
def worker() -> Iterator[None]:
    """Run the worker beside, as a shop does: it takes what a request could not wait for."""
    running = subprocess.Popen([sys.executable, "manage.py", "worker", "--with-parent"])
    try:
        yield
    finally:
        running.terminate()
        running.wait()


def changes() -> dict[str, Times]:
    """Change prices, revoke and add, one at a time, and ask until the answer is the new one."""
    makers._number = count(time.time_ns())  # an earlier run may have made things here
    sold = Product.objects.public().filter(stockrecords__price__gt=0).order_by("-pk")
    products = list(sold[: 2 * CHANGES])
    priced, revoked, inspector = products[:CHANGES], products[CHANGES:], makers.user()
    return {
        "price": Times.of([_price(each) for each in priced]),
        "revocation": Times.of([_revoke(each, inspector) for each in revoked]),
        "new product": Times.of([_add(each) for each in priced]),
    }


def losses(nodes: ClusterOfNodes) -> dict[str, Times]:
    """Return the times of search pages while nodes run, with one killed, frozen, and all gone."""
    taken = {"all run": _pages()}
    nodes.nodes[0].kill()
    taken["one of them killed"] = _pages()
    nodes.mend()
    for node in nodes.nodes:
        node.freeze()
    taken["all frozen: they accept and never answer"] = _pages()
    for node in nodes.nodes:
        node.kill()
    taken["all killed"] = _pages()
    nodes.mend()
    _until(lambda: not engine().run(SearchQuery("chè")).notices, RECOVERY)
    taken["all back"] = _pages()
    return taken


def _pages() -> Times:
    client = workload.browser()
    addresses = map(workload.search_page, islice(workload.searches(), LOST))
    return Times.of([milliseconds(lambda a=a: client.get(a)) for a in addresses])


def _price(product: Product) -> float:
    record = StockRecord.objects.filter(product=product).first()
    record.price += 1_000
    price = int(record.price)
    with _committed() as begun:
        record.save()
    return begun(lambda: _found(product, price_from=price, price_to=price))


def _revoke(product: Product, inspector: User) -> float:
    assert _found(product)
    with _committed() as begun:
        revoke_certificate(certificate=product.certificate, ground="b", by=inspector)
    return begun(lambda: not _found(product))


def _add(like: Product) -> float:
    with _committed() as begun:
        made = makers.product(
            f"{like.title} mới", producer=like.producer, classification=like.classification
        )
    return begun(lambda: _found(made))


@contextmanager
def _committed() -> Iterator[Callable[[Callable[[], bool]], float]]:
    """Change in one transaction, as the shop does; the clock runs from just before its commit.

    Gives a function that waits until something is true and returns the milliseconds since then.
    """
    moments: list[float] = []

    def taken(true: Callable[[], bool]) -> float:
        _until(true)
        return (time.perf_counter() - moments[0]) * 1000

    with transaction.atomic():
        yield taken
        moments.append(time.perf_counter())


def _found(product: Product, **filters: int) -> bool:
    """Ask for the product by its code, which nothing else has."""
    address = product.get_absolute_url()
    query = SearchQuery(product.certificate.code, **filters)
    return any(card.url == address for card in engine().run(query).hits)


def _until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "not found in time"
        time.sleep(0.01)
