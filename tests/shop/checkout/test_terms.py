"""The version of the terms names one text for ever."""

import pytest

from shop.checkout.terms import SHIPPED, TERMS_SLUG, terms_version
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def terms():
    return makers.standing_page("Điều khoản", TERMS_SLUG)


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
