"""Reviews in the dashboard: the shop reads and decides, a producer's own people reply, nobody else."""

import pytest
from django.core import mail

from catalogue.reviews.models import ProductReview
from shop.order.reviews.services import buyer_of
from tests import makers
from tests.shop.order.conftest import order_basket

LIST = "/quan-tri/nhan-xet/"


@pytest.fixture
def pending(db):
    """A review that waits, of a product that was ordered."""
    product = makers.product("Chè Shan")
    order = order_basket(makers.basket(product), makers.commune()).order
    (review,) = makers.reviews(product, 1, status=0, body="Chè bị ẩm, thất vọng.")
    ProductReview.objects.update(line=order.lines.get(), buyer=buyer_of(order))
    return review


@pytest.fixture
def own(seller):
    """A shown review of the signed-in seller's product."""
    product = makers.product("Mật ong", producer=seller.partner.producer)
    return makers.reviews(product, 2, body="Nắp lọ bị rò.")[0]


def press(browser, review, **posted):
    return browser.post(f"{LIST}{review.pk}/", posted, follow=True)


def state(review) -> int:
    return ProductReview.objects.get(pk=review.pk).status


def test_the_shop_sees_what_waits_first_and_shows_it(shopkeeper, pending):
    page = shopkeeper.get(LIST).content.decode()
    assert "Chè bị ẩm" in page
    assert "1 nhận xét chờ duyệt" in page
    press(shopkeeper, pending, step="show")
    assert state(pending) == ProductReview.APPROVED
    assert "Chè bị ẩm" not in shopkeeper.get(LIST).content.decode()


def test_a_page_that_was_kept_shows_what_has_just_been_decided(
    shopkeeper, pending, client, django_capture_on_commit_callbacks
):
    url = pending.product.get_absolute_url()
    for step, ground, is_shown in (("show", "", True), ("refuse", "advert", False)):
        for path in (url, f"{url}nhan-xet/"):
            client.get(path)
        with django_capture_on_commit_callbacks(execute=True):
            press(shopkeeper, pending, step=step, ground=ground)
        for path in (url, f"{url}nhan-xet/"):
            assert ("Chè bị ẩm" in client.get(path).content.decode()) is is_shown, (step, path)


def test_a_refusal_needs_a_ground_and_the_writer_is_told(shopkeeper, pending, emails_sent):
    page = press(shopkeeper, pending, step="refuse", note="Xin sửa lại").content.decode()
    assert state(pending) == ProductReview.FOR_MODERATION
    assert "Xin sửa lại" in page
    with emails_sent():
        press(shopkeeper, pending, step="refuse", ground="insult", note="Xin sửa lại")
    assert state(pending) == ProductReview.REJECTED
    (email,) = [email for email in mail.outbox if "Nhận xét" in email.subject]
    assert email.to == ["sau@example.vn"]
    assert "Xin sửa lại" in email.body
    assert "xúc phạm" in email.body


def test_unfavourable_is_not_among_the_grounds(shopkeeper, pending):
    page = shopkeeper.get(f"{LIST}{pending.pk}/").content.decode()
    assert 'value="insult"' in page
    assert 'value="negative"' not in page
    press(shopkeeper, pending, step="refuse", ground="negative")
    assert state(pending) == ProductReview.FOR_MODERATION


def test_a_producer_sees_shown_reviews_of_own_goods_only(seller, own, pending):
    page = seller.get(LIST).content.decode()
    assert "Nắp lọ" in page
    assert "Chè bị ẩm" not in page
    assert seller.get(f"{LIST}{pending.pk}/").status_code == 404
    assert seller.get(LIST, {"show": "cho-duyet"}).context["reviews"].count() == 0


def test_a_producer_replies_and_decides_nothing(seller, own, client):
    press(seller, own, step="reply", reply="Chúng tôi gửi lọ khác.")
    page = client.get(own.product.get_absolute_url()).content.decode()
    assert "Chúng tôi gửi lọ khác." in page
    for step in ("show", "refuse"):
        assert press(seller, own, step=step, ground="insult").status_code == 403
    assert state(own) == ProductReview.APPROVED


def test_a_producer_is_asked_for_a_reply_until_there_is_one(seller, own):
    assert "1 nhận xét chưa trả lời" in seller.get("/quan-tri/catalogue/").content.decode()
    press(seller, own, step="reply", reply="Chúng tôi gửi lọ khác.")
    assert "chưa trả lời" not in seller.get("/quan-tri/catalogue/").content.decode()


def test_nobody_else_replies_in_the_producers_name(shopkeeper, seller, own, pending):
    assert press(shopkeeper, own, step="reply", reply="Cảm ơn").status_code == 403
    assert press(seller, pending, step="reply", reply="Cảm ơn").status_code == 404
    assert ProductReview.objects.exclude(reply="").count() == 0


def test_the_writer_hears_of_the_first_reply_only(seller, own, emails_sent):
    order = order_basket(makers.basket(own.product), makers.commune()).order
    ProductReview.objects.filter(pk=own.pk).update(line=order.lines.get())
    mail.outbox.clear()
    with emails_sent():
        press(seller, own, step="reply", reply="Cảm ơn bạn.")
        press(seller, own, step="reply", reply="Cảm ơn bạn nhiều.")
    (email,) = [email for email in mail.outbox if "trả lời" in email.subject]
    assert "Cảm ơn bạn nhiều." in email.body


@pytest.mark.parametrize("person", ["officer", "verifier", "buyer"])
def test_others_stay_outside(person, request, pending):
    browser = request.getfixturevalue(person)
    for path in (LIST, f"{LIST}{pending.pk}/"):
        assert browser.get(path).status_code in (302, 403)
    assert browser.post(f"{LIST}{pending.pk}/", {"step": "show"}).status_code in (302, 403)
    assert state(pending) == ProductReview.FOR_MODERATION


def test_a_reader_reports_and_the_shop_keeps_or_takes_it(client, shopkeeper, own):
    url = f"{own.product.get_absolute_url()}nhan-xet/{own.pk}/bao-cao/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"complaint": "untrue", "note": "Không phải vậy"}).status_code == 302
    page = shopkeeper.get(LIST, {"show": "bi-bao-cao"}).content.decode()
    assert "Nắp lọ" in page
    assert "Không phải vậy" in shopkeeper.get(f"{LIST}{own.pk}/").content.decode()
    press(shopkeeper, own, step="show")
    assert shopkeeper.get(LIST, {"show": "bi-bao-cao"}).context["reviews"].count() == 0


def test_reports_by_the_dozen_have_to_wait(client, own):
    url = f"{own.product.get_absolute_url()}nhan-xet/{own.pk}/bao-cao/"
    for _report in range(5):
        client.post(url, {"complaint": "untrue"})
    answer = client.post(url, {"complaint": "untrue"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert own.reports.count() == 1


def test_a_review_that_is_not_shown_cannot_be_reported(client, pending):
    url = f"{pending.product.get_absolute_url()}nhan-xet/{pending.pk}/bao-cao/"
    assert client.get(url).status_code == 404


def test_the_list_costs_the_same_for_any_number(shopkeeper, pending, django_assert_max_num_queries):
    shopkeeper.get(LIST)
    with django_assert_max_num_queries(25) as few:
        shopkeeper.get(LIST)
    makers.reviews(makers.product(), *[3] * 9, status=0)
    with django_assert_max_num_queries(len(few)):
        shopkeeper.get(LIST)


def test_djangos_admin_deletes_no_review(superuser, own):
    path = f"/django-admin/reviews/productreview/{own.pk}/"
    assert superuser.get(f"{path}change/").status_code == 200
    assert superuser.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert ProductReview.objects.filter(pk=own.pk).exists()
