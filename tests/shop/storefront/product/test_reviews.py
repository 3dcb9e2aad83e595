"""What a product's page shows of reviews: words and bars of real buyers, cheaply, never stars."""

import json
import re

import pytest
from django.utils import translation

from catalogue.reviews.models import ProductReview
from shop.storefront.product.review_structured_data import rating_properties
from shop.storefront.product.reviews import read_reviews
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return makers.product("Mật ong rừng tràm")


@pytest.fixture
def reviewed(product):
    """Gives the product shown reviews with these scores; returns a function."""

    def _reviewed(*scores, status=ProductReview.APPROVED, **facts):
        return makers.reviews(product, *scores, status=status, **facts)

    return _reviewed


def section(product, page=1):
    return read_reviews(product_id=product.pk, product_slug=product.slug, page=page)


def test_the_mean_is_out_of_ten_in_the_notation_of_the_page(product, reviewed):
    reviewed(5, 4, 4)
    assert section(product).mean == "8,7"
    with translation.override("en"):
        assert section(product).mean == "8.7"


def test_each_answer_has_its_bar_the_best_first(product, reviewed):
    reviewed(5, 5, 5, 1)
    bars = [(bar.words, bar.count, bar.share) for bar in section(product).bars]
    assert bars[0] == ("Rất hài lòng", 3, 75)
    assert bars[-1] == ("Thất vọng", 1, 25)
    assert len(bars) == 5


def test_what_waits_or_is_refused_is_neither_shown_nor_counted(product, reviewed):
    reviewed(1, status=ProductReview.FOR_MODERATION)
    reviewed(1, status=ProductReview.REJECTED, ground="advert")
    assert section(product).total == 0


def test_two_queries_for_any_number_and_one_for_none(product, reviewed, django_assert_num_queries):
    with django_assert_num_queries(1):
        section(product)
    reviewed(*[4] * 25)
    with django_assert_num_queries(2):
        section(product)


def test_ten_a_page_the_newest_first(product, reviewed):
    made = reviewed(*[4] * 23)
    first, last = section(product), section(product, page=3)
    assert [card.pk for card in first.cards] == [row.pk for row in reversed(made[13:])]
    assert (len(last.cards), last.pager.next, last.pager.previous) == (
        3,
        "",
        f"{first.url}?trang=2",
    )
    assert section(product, page=99).pager.number == 3


def test_the_page_of_a_product_without_reviews_says_who_may_write(client, product):
    page = client.get(product.get_absolute_url()).content.decode()
    assert "Chưa có nhận xét" in page
    assert "aggregateRating" not in page


def test_a_review_is_shown_in_words_with_its_reply_and_never_as_stars(client, product, reviewed):
    reviewed(2, body="Nắp lọ bị rò.", name="Sáu", reply="Chúng tôi gửi lọ khác.")
    page = client.get(product.get_absolute_url()).content.decode()
    part = re.search(r'<section[^>]*id="nhan-xet".*?</section>', page, re.S)[0]
    for words in ("Chưa hài lòng", "Nắp lọ bị rò.", "Sáu", "Chúng tôi gửi lọ khác."):
        assert words in part
    assert "★" not in part
    assert " sao" not in part


def test_a_review_in_another_language_is_marked_as_such(client, product, reviewed):
    reviewed(5, body="Lovely honey, well packed.", language="en")
    page = client.get(product.get_absolute_url()).content.decode()
    assert 'lang="en"><p>Lovely honey' in page


def test_search_engines_read_a_mean_when_three_buyers_have_spoken(product, reviewed):
    reviewed(5, 4)
    assert rating_properties(section(product)) == {}
    reviewed(3)
    facts = rating_properties(section(product))
    assert facts["aggregateRating"]["ratingValue"] == 4.0
    assert facts["aggregateRating"]["reviewCount"] == 3
    assert len(json.dumps(facts["review"])) > 0


def test_the_page_tells_search_engines_of_buyers_and_of_the_certificate_apart(
    client, product, reviewed
):
    reviewed(5, 4, 3)
    page = client.get(product.get_absolute_url()).content.decode()
    assert '"aggregateRating":{"@type":"AggregateRating","ratingValue":4.0' in page
    assert '"certificationRating"' in page


def test_all_reviews_have_a_page_and_nonsense_in_its_address_is_borne(client, product, reviewed):
    reviewed(*[5] * 11)
    url = f"{product.get_absolute_url()}nhan-xet/"
    assert "?trang=2" in client.get(url).content.decode()
    for asked in ("2", "0", "-1", "x", "²", "9" * 30):
        assert client.get(url, {"trang": asked}).status_code == 200


def test_reviews_of_what_is_not_certified_today_have_no_page(client):
    ended = makers.product("Rượu", revoked_on=makers.today())
    assert client.get(f"{ended.get_absolute_url()}nhan-xet/").status_code == 404
