"""Messages between buyer and seller: sent once, read by two sides only, never with a phone."""

from uuid import uuid4

import pytest

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import render
from shop.order.links import order_token
from shop.order.messages.receiving import WRITING
from shop.order.messages.services import unread_counts
from shop.order.models import OrderMessagePhoto
from tests import makers, photo_files
from tests.reading import as_read
from tests.shop.operations.test_unsent_forms import HERE, send_on, sign_in
from tests.shop.order.conftest import order_basket
from tests.window import Window

pytestmark = pytest.mark.django_db


def sellers_path(order) -> str:
    return f"/nguoi-ban/don-hang/{order.pk}/tin-nhan/"


def buyers_path(order) -> str:
    return f"/don-hang/{order_token(order.order)}/tin-nhan/{order.pk}/"


def written(text="Hôm nay gửi được chưa?", **changed):
    return {"text": text, "submission": str(uuid4())} | changed


@pytest.fixture
def asked(client, order):
    """The buyer has asked something."""
    assert client.post(buyers_path(order), written()).status_code == 302
    return order.messages.get()


def test_the_seller_reads_and_answers(owner, client, order, asked):
    assert "Hôm nay gửi được chưa?" in as_read(owner.get(sellers_path(order)))
    owner.post(sellers_path(order), written("Chiều nay gửi ạ"))
    answer = order.messages.last()
    assert (answer.role, answer.author) == ("seller", owner.user)
    assert "Chiều nay gửi ạ" in as_read(client.get(buyers_path(order)))


def test_unread_counts_fall_when_the_other_side_opens_it(owner, client, order, partner, asked):
    assert unread_counts([order.pk], "seller") == {order.pk: 1}
    assert "nhắn cho bạn" in as_read(owner.get(f"/nguoi-ban/{partner.pk}/"))
    listed = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/", {"muc": "tin-nhan"})
    assert [card.unread_messages for card in listed.context["cards"]] == [1]
    client.get(buyers_path(order))  # the writer's own look reads nothing
    assert unread_counts([order.pk], "seller") == {order.pk: 1}
    owner.get(sellers_path(order))
    assert unread_counts([order.pk], "seller") == {}
    assert "nhắn cho bạn" not in as_read(owner.get(f"/nguoi-ban/{partner.pk}/"))


def test_the_buyer_sees_unread_messages_on_the_order(owner, client, order):
    owner.post(sellers_path(order), written("Chiều nay gửi ạ"))
    page = as_read(client.get(f"/don-hang/{order_token(order.order)}/"))
    assert "1 tin nhắn mới" in page


def test_a_double_press_sends_once(owner, order):
    posted = written()
    for _press in range(2):
        assert owner.post(sellers_path(order), posted).status_code == 302
    assert order.messages.count() == 1


def test_a_phone_is_taken_out_and_both_are_told(owner, client, order):
    page = as_read(owner.post(sellers_path(order), written("Gọi 0912 345 678"), follow=True))
    assert order.messages.get().text == "Gọi •••"
    assert "đã ẩn" in page
    assert "Liên hệ ngoài cửa hàng đã được ẩn" in as_read(client.get(buyers_path(order)))


def test_nothing_written_is_not_sent(owner, order):
    page = owner.post(sellers_path(order), written("  "))
    assert page.status_code == 200
    assert not order.messages.exists()


def test_too_long_a_message_comes_back_as_typed(owner, order):
    text = "a" * 1001
    assert text in owner.post(sellers_path(order), written(text)).content.decode()
    assert not order.messages.exists()


def test_a_photograph_goes_through_the_shops_acceptance(owner, client, order, stranger):
    photo = photo_files.upload(photo_files.from_a_phone(size=(600, 400)))
    owner.post(sellers_path(order), written("", photo_1=photo))
    kept = OrderMessagePhoto.objects.get()
    own, buyers = (f"{path}anh/{kept.pk}/" for path in (sellers_path(order), buyers_path(order)))
    for browser, path in ((owner, own), (client, buyers)):
        answer = browser.get(path)
        assert answer["Content-Type"] == "image/jpeg"
        assert b"Exif" not in answer.getvalue()
    assert stranger.get(own).status_code == 404


def test_what_is_no_photograph_is_refused_and_the_words_stay(owner, order):
    broken = photo_files.upload(b"<script>", name="a.jpg")
    page = owner.post(sellers_path(order), written("Xem ảnh", photo_1=broken))
    assert "Xem ảnh" in page.content.decode()
    assert not order.messages.exists()


def test_who_writes_too_much_waits_and_keeps_the_words(owner, order, monkeypatch):
    monkeypatch.setattr("shop.order.messages.receiving.WRITING", type(WRITING)("few", 1, 60))
    owner.post(sellers_path(order), written("một"))
    answer = owner.post(sellers_path(order), written("hai"))
    assert answer.status_code == 429
    assert "hai" in answer.content.decode()
    assert order.messages.count() == 1


def test_one_email_tells_of_all_that_is_unread(owner, client, order, asked):
    client.post(buyers_path(order), written("Alô?"))
    (email,) = OutgoingEmail.objects.filter(kind="order_message_seller")
    letter = render(email)
    assert letter.to == owner.user.email
    assert "Hôm nay" not in letter.text
    assert sellers_path(order) in letter.text
    owner.get(sellers_path(order))
    assert render(email) is None  # read meanwhile


def test_the_buyer_is_emailed_with_the_signed_link(owner, order):
    owner.post(sellers_path(order), written("Chiều nay gửi ạ"))
    letter = render(OutgoingEmail.objects.get(kind="order_message_buyer"))
    assert letter.to == "sau@example.vn"
    assert buyers_path(order) in letter.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_packers_and_strangers_read_and_write_nothing(packer, stranger, order, asked, method):
    for browser in (packer, stranger):
        answer = getattr(browser, method)(sellers_path(order), written())
        assert answer.status_code == 404
    assert order.messages.get().read_at is None


def test_another_orders_link_opens_no_thread(client, order, honey, ward):
    other = order_basket(makers.basket((honey, 1)), ward).order
    path = f"/don-hang/{order_token(other)}/tin-nhan/{order.pk}/"
    assert client.get(path).status_code == 404
    assert client.post(path, written()).status_code == 404


def test_forged_fields_change_nothing(client, order):
    client.post(buyers_path(order), written(role="seller", author="1", read_at="2026-01-01"))
    message = order.messages.get()
    assert (message.role, message.author, message.read_at) == ("buyer", None, None)


def test_what_awaits_its_payment_has_no_thread(client, owner, order):
    type(order).objects.filter(pk=order.pk).update(status="awaiting")
    assert client.post(buyers_path(order), written()).status_code == 404
    assert owner.get(sellers_path(order)).status_code == 404


def test_an_ended_session_keeps_what_was_written(owner, order):
    window = Window(owner, sellers_path(order), holding="text").type(text="Chiều nay gửi ạ")
    owner.cookies.pop("sessionid")
    answer = window.send(headers=HERE)
    page = sign_in(answer, owner, name=owner.user.email)
    assert "Chiều nay gửi ạ" in page.content.decode()
    send_on(owner, page)
    assert order.messages.get().text == "Chiều nay gửi ạ"
