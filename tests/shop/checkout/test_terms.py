"""The version of the terms names one text for ever."""

import pytest
from wagtail.models import Page

from cms.models import HomePage, StandardPage
from shop.checkout.terms import SHIPPED, TERMS_SLUG, terms_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def terms():
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    )
    page = StandardPage(title="Điều khoản", slug=TERMS_SLUG, live=False)
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_without_a_page_the_shipped_texts_count():
    assert terms_version() == SHIPPED


def test_the_version_is_the_day_and_the_revision(terms):
    assert terms_version() == f"2026-11-21/{terms.live_revision_id}"


def test_a_new_text_is_a_new_version_and_a_draft_is_none(terms):
    before = terms_version()
    terms.title = "Điều khoản mới"
    draft = terms.save_revision()
    assert terms_version() == before
    draft.publish()
    assert terms_version() != before
