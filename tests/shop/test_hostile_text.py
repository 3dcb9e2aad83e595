"""What any visitor may type costs little: every text parameter of every public address.

The parameters are not listed by hand: each public pattern of the URLconf is asked once, and what
its view reads from the query string is noted. Cost is counted in queries and in their size, so that
no clock is needed; tests/bench/hostile_text.py measures seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.operations.middleware import STAFF_PATHS
from tests import makers
from tests.shop.url_patterns import served_patterns

pytestmark = pytest.mark.django_db

#: The dearest page asks 15 queries of 22,400 characters, whatever is typed.
MAX_QUERIES = 20
#: Characters of SQL with its values, all queries of a page together.
MAX_SQL = 25_000

#: Addresses that must be among those that were found.
SEARCHES = {
    "/kiem-tra-sao/",
    "/bao-sao-sai/",
    "/tim-kiem/",
    "/tim-kiem/goi-y",
    "/thanh-toan/noi-nhan/",
    "/san-pham/",
}

HOSTILE = {
    "one letter that unfolds into eighteen": "\ufdfa" * 120,
    "the same, without end": "\ufdfa" * 4000,
    "a thousand words": "a b " * 1000,
    "fractions": "½" * 300,
    "ligatures of letters": "ﬃ" * 300,
    "marks upon marks": "e" + "\u0301\u0323" * 2000,
    "wildcards and quotes": "%_*'\"\\" * 100,
    "brackets and operators": '("NEAR/2 AND" OR ' * 60,
    "emoji": "😀" * 500,
    "digits": "9" * 3000,
    "nothing one can see": "\u200b\x00\ufeff" * 500,
}


@pytest.fixture
def goods():
    """Something on sale, found by every search."""
    products = [makers.product(f"Chè Shan tuyết {number}") for number in range(3)]
    call_command("search_index", "build", verbosity=0)
    return products


@contextmanager
def noted_names() -> Iterator[set[str]]:
    """Note the names that are read from any query string."""
    names: set[str] = set()
    methods = {name: getattr(QueryDict, name) for name in ("__getitem__", "get", "getlist")}

    def spy(method):
        def read(self, name, *rest, **more):
            names.add(name)
            return method(self, name, *rest, **more)

        return read

    with pytest.MonkeyPatch.context() as patched:
        for name, method in methods.items():
            patched.setattr(QueryDict, name, spy(method))
        yield names


def public_paths(product) -> list[str]:
    """One path for each public pattern, with a real product, producer, place in it."""
    values = {
        "product_slug": product.slug,
        "slug": product.slug,
        "pk": str(product.pk),
        "code": "1",
    }
    paths = {served.path for served in served_patterns(values)}
    paths |= {
        f"/tinh/{product.province.slug}/",
        f"/nha-san-xuat/{product.producer.slug}/",
        "/en/san-pham/",
    }
    return sorted(path for path in paths if not path.startswith(STAFF_PATHS))


def questions(product) -> dict[str, set[str]]:
    """Return the public paths whose views read something from the query string, with its names."""
    asked = {}
    for path in public_paths(product):
        with noted_names() as names:
            answer = Client().get(path, {"q": "che"})
        if answer.status_code == 200 and names:
            asked[path] = {str(name) for name in names}
    return asked


def test_every_public_address_answers_hostile_text_cheaply(goods):
    asked = questions(goods[0])
    assert asked.keys() >= SEARCHES
    dear = []
    for path, names in asked.items():
        for kind, text in HOSTILE.items():
            alone = [{name: text} for name in names & {"q"}]
            together = dict.fromkeys(names - {"q"}, text)
            for parameters in [*alone, *([together] if together else [])]:
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    answer = Client().get(f"{path}?{urlencode(parameters)}")
                size = sum(len(query["sql"]) for query in queries)
                if answer.status_code >= 500 or len(queries) > MAX_QUERIES or size > MAX_SQL:
                    dear.append((path, sorted(parameters), kind, len(queries), size))
    assert dear == []


FORMS = {
    "/don-hang/tra-cuu/": {"number": "100123", "phone": "0912345678"},
    "/thanh-toan/": {"place": "Bến Tre", "action": "find"},
    "/tai-khoan/dang-nhap/": {"username": "a@example.vn", "password": "x"},
    "/dat-lai-mat-khau/": {"name": "a@example.vn"},
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_filled_with_hostile_text_is_cheap(goods, path, kind):
    client = Client()
    client.post(f"/gio-hang/them/{goods[0].pk}/", {"quantity": "1"})
    for name in FORMS[path]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, FORMS[path] | {name: HOSTILE[kind]}, follow=True)
        assert answer.status_code in (200, 400, 404, 429)
        assert len(queries) <= 3 * MAX_QUERIES
        assert sum(len(query["sql"]) for query in queries) <= 2 * MAX_SQL
