"""What every test may ask for, and what none may do: reach the network, leave a cache behind."""

import os
from collections import Counter
from datetime import datetime
from math import inf

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, connections
from django.utils import translation
from hypothesis import settings as property_tests

from catalogue.clock import VIETNAM
from catalogue.photos import acceptance
from search import producer_names
from search.embedded import snapshot_store
from search.models import SearchVersion
from shop.storefront import traffic
from tests.chromium import CHROMIUM, NO_BROWSER
from tests.search.cluster.nodes import URLS, ClusterOfNodes

NO_POSTGRES = "needs PostgreSQL: make test-postgres"
NO_CLUSTER = "needs an Elasticsearch cluster: make test-search"
FOREIGN_NODES = "needs nodes it may kill: make test-search without ELASTICSEARCH_TEST_URLS"
# A busy machine is no fault of what is tested; what must be quick has a test of its own.
property_tests.register_profile("steady", deadline=None)
property_tests.load_profile("steady")
KEPT = {"transaction": True, "serialized_rollback": True}
#: How long a page on a busy machine may take to show what is waited for, in milliseconds.
PATIENCE = 20_000


def pytest_addoption(parser):
    """Let a second database be spared what never asks one."""
    parser.addoption(
        "--asking-database", action="store_true", help="only tests that ask the database"
    )


def pytest_collection_modifyitems(config, items):
    """Leave out what the machine cannot run; give back the first rows after a flushed database."""
    if config.getoption("--asking-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks(item)])
        items[:] = [item for item in items if _asks(item)]
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))
        if item.get_closest_marker("cluster") and not os.environ.get(URLS):
            item.add_marker(pytest.mark.skip(reason=NO_CLUSTER))
        if _flushes(item):
            item.add_marker(pytest.mark.django_db(**_told(item) | KEPT), append=False)


def _asks(item) -> bool:
    """Whether the test asks the database, by its mark or a fixture of its own."""
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db"))


def _flushes(item) -> bool:
    """Whether the test runs without a transaction round it; Wagtail's root page must survive it."""
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or _told(item).get("transaction"))


def _told(item) -> dict:
    marker = item.get_closest_marker("django_db")
    return marker.kwargs if marker else {}


def pytest_terminal_summary(terminalreporter):
    """Say plainly what was left out and how to get it."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("left out")
        for reason, number in reasons.most_common():
            terminalreporter.write_line(f"{number:4} {reason}")


@pytest.fixture(autouse=True)
def _clean_slate(settings, tmp_path, monkeypatch):
    """Begin every test with nothing remembered, in Vietnamese, with a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for cache in caches.settings:
        caches[cache].clear()
    settings.PRIVATE_ROOT = tmp_path / "private"
    monkeypatch.setattr(acceptance, "ANSWER_WITHIN", 120)  # seconds; a busy machine is no fault
    monkeypatch.setattr(traffic, "FLUSH_SECONDS", inf)  # no page of a test writes another's counts
    traffic.traffic_counter.forget()
    snapshot_store.clear()
    producer_names.clear()
    SearchVersion.end_request()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    traffic.traffic_counter.forget()
    caches["default"].clear()
    # What is made once for a module is made before the next test's own clean slate.
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def clock():
    """Nine in the morning of 21/11/2026 in Vietnam, standing still; `clock.move_to(…)` moves it."""
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller


@pytest.fixture
def nodes():
    """The nodes of `make test-search`, green; a test may kill and freeze them, they are mended."""
    cluster = ClusterOfNodes.joined()
    if cluster is None:
        pytest.skip(FOREIGN_NODES)
    yield cluster
    cluster.mend()


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """A headless Chromium of this machine; it can reach nothing but this machine.

    Playwright keeps an event loop running in this thread. Django would then refuse to ask the
    database, and would open a second connection that knows nothing of the first.
    """
    from playwright.sync_api import expect, sync_playwright

    held = {alias: connections[alias] for alias in connections}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        for alias, opened in held.items():
            connections[alias] = opened
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _is_failure(line) -> bool:
    """Whether a page complains, of anything but what it was saving by itself when it was left."""
    cut_off = line.text.startswith(("htmx:sendAbort", "htmx:sendError"))
    return line.type == "error" and not cut_off


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request, browser, live_server):
    """A page on the live server, once with script and once without; scripts may not fail."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=request.param, locale="vi-VN"
    )
    opened = context.new_page()
    opened.scripted = request.param
    failures = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("console", lambda line: failures.append(line.text) if _is_failure(line) else None)
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
    assert failures == []
