"""A buyer asks to return goods, in time, with photographs; and names an account for the money."""

import errno
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.photos.forms import PhotoFormField
from shop.mail.delivery import deliver
from shop.order.links import order_token
from shop.order.models import ReturnPhoto, ReturnRequest
from shop.order.payments.refundable import RefundShare
from shop.order.payments.refunds import propose_refund
from shop.order.returns.services import answer_return
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import PayoutAccount, Refund
from shop.shipping.working_days import working_day_after
from tests import makers, photo_files
from tests.house.walk import text_of
from tests.refund_makers import TO_THE_DOOR, ask_for, fresh, pay, shopkeeper, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(clock, place):
    """A paid order of three jars that arrived today."""
    order = place(
        makers.basket((makers.product("Mật ong", price=50_000, stock=9), 3)), payment=BANK_TRANSFER
    ).order
    pay(order)
    step(order.producer_orders.get(), *TO_THE_DOOR)
    return fresh(order)


def url_of(order, name="returns"):
    return reverse(f"orders:{name}", kwargs={"token": order_token(order)})


def ask(client, order, pieces=1, reason="damaged", **more):
    url = url_of(order)
    page = client.get(url)
    line = order.lines.get().pk
    data = {f"pieces_{line}": pieces, "reason": reason, "words": "Vỡ nắp"}
    data |= {"submission": page.context["form"].initial["submission"]}
    return client.post(url, data | more, follow=True), data | more


def test_a_return_is_asked_for_once_however_often_one_presses(client, arrived):
    _answer, data = ask(client, arrived)
    client.post(url_of(arrived), data)
    request = ReturnRequest.objects.get()
    assert (request.status, request.items.get().quantity, request.words) == ("asked", 1, "Vỡ nắp")


def test_after_a_request_the_form_for_more_is_folded_away_until_it_has_an_error(client, arrived):
    fold = '<details class="extra"'
    assert fold not in client.get(url_of(arrived)).content.decode()
    ask(client, arrived)
    assert f"{fold}>" in client.get(url_of(arrived)).content.decode()
    wrong, _data = ask(client, arrived, pieces=0)
    assert f"{fold} open>" in wrong.content.decode()


def test_a_second_press_for_all_pieces_leads_to_the_request_too(client, arrived):
    _answer, data = ask(client, arrived, pieces=3)
    assert client.post(url_of(arrived), data).status_code == 302
    assert ReturnRequest.objects.count() == 1


def test_a_full_disk_loses_nothing_that_was_typed(client, arrived, monkeypatch):
    def full(**facts):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("catalogue.photos.forms.keep_upload", full)
    photo = SimpleUploadedFile("vo.jpg", photo_files.photo(), "image/jpeg")
    answer = client.post(url_of(arrived), {"photo_1": photo, "words": "Vỡ nắp"})
    assert answer.status_code == 200
    assert "Hiện chưa lưu được tệp này" in answer.content.decode()
    assert "Vỡ nắp" in answer.content.decode()


def test_photographs_of_who_tries_too_often_or_has_nothing_to_return_are_not_read(
    client, arrived, place, monkeypatch
):
    read = []
    monkeypatch.setattr(PhotoFormField, "take", lambda field, upload: read.append(upload) or upload)
    other = place(makers.basket((makers.product(stock=9), 1))).order

    def send(order):
        photo = SimpleUploadedFile("vo.jpg", b"x", "image/jpeg")
        return client.post(url_of(order), {"photo_1": photo, "words": "Vỡ"})

    assert send(other).status_code == 200
    assert read == []
    answers = [send(arrived) for _try in range(41)]
    assert (answers[-1].status_code, len(read)) == (429, 40)
    assert "Vỡ" in answers[-1].content.decode()


def test_photographs_are_taken_in_and_shown_by_the_link_alone(client, arrived):
    photo = SimpleUploadedFile("vo.jpg", photo_files.photo(), "image/jpeg")
    ask(client, arrived, photo_1=photo)
    kept = ReturnPhoto.objects.get()
    url = reverse("orders:return-photo", kwargs={"token": order_token(arrived), "pk": kept.pk})
    shown = client.get(url)
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content)
    assert client.get(url.replace(str(arrived.number), "1")).status_code == 404


def test_more_than_was_delivered_is_refused(client, arrived):
    ask(client, arrived, pieces=2)
    answer, _data = ask(client, arrived, pieces=2)
    assert ReturnRequest.objects.count() == 1
    assert answer.status_code == 200


def test_pieces_whose_money_went_back_already_are_not_asked_for_again(client, arrived):
    row, line = arrived.producer_orders.get().pk, arrived.lines.get().pk
    shares = [RefundShare(row, line, 2, 100_000)]
    propose_refund(order=arrived, key="by-hand", reason="damaged", shares=shares)
    ask(client, arrived, pieces=2)
    assert ReturnRequest.objects.count() == 0
    ask(client, arrived, pieces=1)
    assert ReturnRequest.objects.count() == 1


def test_nothing_chosen_is_answered_and_the_words_stay(client, arrived):
    answer, _data = ask(client, arrived, pieces=0)
    assert "Vỡ nắp" in text_of(answer)
    assert not ReturnRequest.objects.exists()


def test_after_seven_days_broken_goods_are_too_late_and_wrong_words_are_not(client, arrived, clock):
    clock.shift(8 * 24 * 3600)
    answer, _data = ask(client, arrived)
    assert "hạn trả hàng" in text_of(answer)
    ask(client, arrived, reason="wrong_information")
    assert ReturnRequest.objects.get().reason == "wrong_information"


def test_before_delivery_nothing_can_go_back(client, place):
    order = place(makers.basket(makers.product(stock=9))).order
    assert "chỉ hàng đã giao và chưa được hoàn tiền" in text_of(client.get(url_of(order)))


def test_working_days_leave_out_weekends_and_holidays():
    assert working_day_after(date(2026, 11, 6), 2) == date(2026, 11, 10)
    assert working_day_after(date(2026, 4, 29), 1) == date(2026, 5, 4)


def test_the_buyer_and_the_seller_hear_of_a_return(client, arrived, mailoutbox):
    ask(client, arrived)
    deliver()
    mailoutbox.clear()
    request = ReturnRequest.objects.get()
    answer_return(request=request, accepts=False, answer="Đã quá hạn dùng.", by=shopkeeper())
    deliver()
    (mail,) = [mail for mail in mailoutbox if mail.to == ["sau@example.vn"]]
    assert "Đã quá hạn dùng." in mail.body
    assert "Rất tiếc" in mail.body


def test_goods_that_stay_are_refunded_at_once(client, arrived):
    ask(client, arrived)
    request = ReturnRequest.objects.get()
    answer_return(request=request, accepts=True, answer="", by=shopkeeper(), goods_stay=True)
    assert Refund.objects.get().amount == 50_000


def test_the_account_is_named_on_the_signed_page_and_never_shown(client, arrived):
    ask_for(arrived, 30_000)
    url = url_of(arrived, "payout-account")
    wrong = client.post(url, {"bank_bin": "", "account": "12", "holder": "trần thị năm"})
    assert "trần thị năm" in text_of(wrong)
    data = {"bank_bin": "970436", "account": "0011 0012 34567", "holder": "trần thị năm"}
    client.post(url, data)
    account = PayoutAccount.objects.get()
    assert (account.account, account.holder) == ("0011001234567", "TRẦN THỊ NĂM")
    assert "0011001234567" not in text_of(client.get(url))


def test_no_account_is_taken_where_nothing_waits_for_one(client, arrived):
    data = {"bank_bin": "970436", "account": "0011001234567", "holder": "A"}
    client.post(url_of(arrived, "payout-account"), data)
    assert not PayoutAccount.objects.exists()


def test_the_page_of_the_order_says_what_goes_back(client, arrived):
    ask_for(arrived, 30_000)
    shown = text_of(client.get(url_of(arrived, "confirmation")))
    assert "30.000" in shown
    assert "Trả hàng" in shown


@pytest.fixture
def greens(clock, place):
    """A paid order of fresh greens and of honey that arrived at nine this morning."""
    fresh_set = makers.group("Rau tươi", set_number=1)
    seller = makers.producer(province=place.commune.province)
    items = [
        makers.product("Rau rừng", producer=seller, classification=fresh_set, price=50_000),
        makers.product("Mật ong", producer=seller, price=50_000),
    ]
    order = place(makers.basket(*items), payment=BANK_TRANSFER).order
    pay(order)
    step(order.producer_orders.get(), *TO_THE_DOOR)
    return fresh(order)


def ask_for_line(client, order, title, reason="damaged"):
    page = client.get(url_of(order))
    line = order.lines.get(title=title).pk
    data = {f"pieces_{line}": 1, "reason": reason, "words": "Dập nát"}
    data |= {"submission": page.context["form"].initial["submission"]}
    return client.post(url_of(order), data, follow=True)


def test_faults_of_fresh_goods_are_told_within_their_hours(client, greens, clock):
    clock.shift(timedelta(hours=25))
    answer = ask_for_line(client, greens, "Rau rừng")
    assert "hạn trả hàng là 09:00 22/11/2026" in text_of(answer)
    ask_for_line(client, greens, "Mật ong")
    assert [item.line.title for item in ReturnRequest.objects.get().items.all()] == ["Mật ong"]


def test_fresh_goods_in_time_are_taken(client, greens, clock):
    clock.shift(timedelta(hours=23))
    ask_for_line(client, greens, "Rau rừng")
    assert ReturnRequest.objects.exists()


def test_fresh_goods_do_not_go_back_because_they_are_no_longer_needed(client, greens):
    answer = ask_for_line(client, greens, "Rau rừng", reason="changed_mind")
    assert "không còn cần" in text_of(answer)
    assert not ReturnRequest.objects.exists()


def test_wrong_information_has_the_law_s_thirty_days_for_fresh_goods_too(client, greens, clock):
    clock.shift(timedelta(days=29))
    ask_for_line(client, greens, "Rau rừng", reason="wrong_information")
    assert ReturnRequest.objects.exists()


def test_the_hours_stand_at_each_fresh_line(client, greens):
    text = text_of(client.get(url_of(greens)))
    assert "hàng tươi: báo lỗi trong 24 giờ kể từ khi nhận" in text
