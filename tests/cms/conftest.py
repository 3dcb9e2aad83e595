"""A small tree of pages: home, stories, two provinces."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import TestCase
from wagtail.models import Page

from catalogue.models import Product, Province
from cms.models import (
    HomePage,
    ProvinceIndexPage,
    ProvincePage,
    StoryIndexPage,
    StoryPage,
    StoryProduct,
    StorySource,
)
from cms.seed import set_sites
from tests import makers


@contextmanager
def committed() -> Iterator[None]:
    """Commit what happens inside, as far as anybody waits for it; what was done before is past."""
    connection.run_on_commit = []
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def write_story(parent: Page, title: str, *, products: list[Product] = (), **fields) -> StoryPage:
    """A published story about some products."""
    fields.setdefault("body", [("paragraph", "<p>Một hai ba bốn năm.</p>")])
    story = StoryPage(
        title=title,
        standfirst="Vì sao.",
        products=[StoryProduct(product=product) for product in products],
        sources=[StorySource(text="Hiểu biết chung")],
        live=False,
        **fields,
    )
    parent.add_child(instance=story)
    story.save_revision().publish()
    story.refresh_from_db()
    return story


def write_province(parent: Page, province: Province) -> ProvincePage:
    """A published page of a province."""
    page = ProvincePage(
        title=province.name,
        slug=province.slug,
        province=province,
        intro="Đất và người.",
        known_for="mật ong\nchè\n",
        body=[("paragraph", "<p>Đồi và sông.</p>")],
        live=False,
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def tree(db) -> SimpleNamespace:
    """The tree, with Wagtail's and Django's site pointing at it."""
    root = Page.get_first_root_node()
    makers.province("Vĩnh Long", code="86")
    home = root.add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật, sao thật.")
    )
    set_sites(home=home, site_host="testserver", port=80)
    stories = home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    provinces = home.add_child(instance=ProvinceIndexPage(title="Tỉnh, thành phố", slug="tinh"))
    lai_chau = write_province(provinces, makers.province("Lai Châu", code="12"))
    son_la = write_province(provinces, makers.province("Sơn La", code="14"))
    return SimpleNamespace(
        home=home, stories=stories, provinces=provinces, lai_chau=lai_chau, son_la=son_la
    )
