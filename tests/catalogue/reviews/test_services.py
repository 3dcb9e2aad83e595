"""Deciding, answering, reporting: each with its reason on record, each felt by what is cached."""

import pytest
from django.db import IntegrityError, transaction

from catalogue.reviews import services
from catalogue.reviews.hints import hints
from catalogue.reviews.models import ProductReview, ReviewDecision
from catalogue.signals import products_changed
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return makers.reviews(makers.product(), 1, status=ProductReview.FOR_MODERATION)[0]


@pytest.fixture
def boss():
    return makers.user()


@pytest.fixture
def changed():
    """The keys of products whose pages must be made anew."""
    changed_ids = []

    def listen(sender, ids, **kwargs):
        changed_ids.extend(ids)

    products_changed.connect(listen)
    yield changed_ids
    products_changed.disconnect(listen)


def status(review) -> int:
    review.refresh_from_db()
    return review.status


def test_a_decision_is_kept_with_who_when_and_the_text(review, boss, changed):
    services.decide(review=review, show=True, by=boss)
    assert status(review) == ProductReview.APPROVED
    (decision,) = review.decisions.all()
    assert (decision.by, decision.body) == (boss, review.body)
    assert changed == [review.product_id]


def test_nothing_disappears_without_a_ground(review, boss):
    services.decide(review=review, show=True, by=boss)
    with pytest.raises(services.ReviewRefused):
        services.decide(review=review, show=False, by=boss)
    assert status(review) == ProductReview.APPROVED
    services.decide(review=review, show=False, by=boss, ground="personal", note="Có số điện thoại")
    assert [decision.ground for decision in review.decisions.all()] == ["", "personal"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductReview.objects.update(ground="")


def test_a_second_click_decides_nothing(review, boss):
    services.decide(review=review, show=True, by=boss)
    assert services.decide(review=review, show=True, by=boss) is None
    assert ReviewDecision.objects.count() == 1


def test_only_what_is_shown_is_answered_and_an_empty_answer_takes_it_back(review, boss):
    with pytest.raises(services.ReviewRefused):
        services.answer(review=review, text="Cảm ơn bạn.", by=boss)
    services.decide(review=review, show=True, by=boss)
    assert services.answer(review=review, text="Cảm ơn bạn.", by=boss) is True
    assert services.answer(review=review, text="Cảm ơn bạn.", by=boss) is False
    services.answer(review=review, text="", by=boss)
    review.refresh_from_db()
    assert (review.reply, review.replied_at) == ("", None)


def test_one_reader_reports_once_and_a_decision_settles_it(review, boss):
    services.decide(review=review, show=True, by=boss)
    for _press in range(3):
        services.report(review=review, complaint="advert", note="", visitor="a")
    services.report(review=review, complaint="insult", note="", visitor="b")
    assert review.reports.count() == 2
    assert list(ProductReview.objects.reported()) == [review]
    services.decide(review=review, show=True, by=boss)
    assert list(ProductReview.objects.reported()) == []
    assert status(review) == ProductReview.APPROVED


@pytest.mark.parametrize("score", [0, 6])
def test_the_database_itself_knows_five_scores(review, score):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductReview.objects.update(score=score)


def test_a_moderator_is_told_where_to_look_twice(review):
    review.body = "Gọi 0912 345 678 hoặc xem www.khac.vn, uống là khỏi bệnh"
    assert len(hints(review)) == 3
    review.body = "Ngọt dịu, giao nhanh, lần sau mua 2 lọ 500 ml."
    assert hints(review) == []
