"""The shop's pages for refunds, returns and the books."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shop.order.models import CourierRemittance, ReturnRequest
from shop.order.payments.payout import forget_accounts, give_account
from shop.order.payments.reconciliation.report import reconcile_daily
from shop.order.payments.sending import complete_refund
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import LedgerEntry, PayoutAccount, Refund
from tests import makers
from tests.house.walk import text_of
from tests.refund_makers import (
    TO_THE_DOOR,
    ask_for,
    fresh,
    pay,
    return_request,
    shopkeeper,
    step,
)
from tests.shop.order.conftest import order_basket
from tests.window import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    """A transfer order that has been paid."""
    product = makers.product("Kẹo dừa", price=50_000, stock=9)
    order = order_basket(makers.basket((product, 2)), makers.commune(), payment=BANK_TRANSFER).order
    pay(order)
    return fresh(order)


@pytest.fixture
def browser(client):
    client.force_login(shopkeeper())
    return client


def act(browser, refund, step, text=""):
    url = reverse("dashboard:refund-step", kwargs={"pk": refund.pk})
    answer = browser.post(url, {"step": step, "text": text}, follow=True)
    refund.refresh_from_db()
    return text_of(answer)


def goods(order, what="pieces"):
    """The name of the field for the first line of an order."""
    return f"{what}_{order.producer_orders.first().pk}_{order.lines.first().pk}"


def test_the_list_shows_what_is_to_send_without_accounts(browser, paid):
    refund = ask_for(paid, 30_000)
    give_account(order=paid, bank_bin="970436", account="0011001234567", holder="TRAN THI NAM")
    listed = text_of(browser.get(reverse("dashboard:refund-list")))
    assert paid.number in listed
    assert "30.000" in listed
    assert "0011001234567" not in listed
    one = text_of(browser.get(reverse("dashboard:refund-detail", kwargs={"pk": refund.pk})))
    assert "0011001234567" in one
    assert "Vietcombank" in one


def test_the_code_to_send_by_is_drawn_while_it_is_to_be_sent_and_never_kept(browser, paid):
    refund = ask_for(paid, 30_000)
    url = reverse("dashboard:refund-code", kwargs={"pk": refund.pk})
    assert browser.get(url).status_code == 404
    give_account(order=paid, bank_bin="970436", account="0011001234567", holder="TRAN THI NAM")
    drawn = browser.get(url)
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn["Cache-Control"] == "no-store"
    complete_refund(refund=refund, reference="FT1")
    assert browser.get(url).status_code == 404


def test_a_person_sends_a_transfer_back_and_enters_the_banks_number(browser, paid):
    refund = ask_for(paid, 30_000)
    act(browser, refund, "begin")
    assert refund.status == "sending"
    act(browser, refund, "sent", " FT2533 ")
    assert (refund.status, refund.provider_reference) == ("sent", "FT2533")
    assert LedgerEntry.objects.get(kind="refunded").reference == "FT2533"
    act(browser, refund, "sent", "FT2534")
    assert LedgerEntry.objects.filter(kind="refunded").count() == 1


def test_a_second_number_for_one_refund_is_told_and_not_lost(browser, paid):
    refund = ask_for(paid, 30_000)
    act(browser, refund, "sent", "FT2533")
    told = act(browser, refund, "sent", "FT9999")
    assert "FT2533" in told
    assert "FT9999" in told
    assert refund.provider_reference == "FT2533"
    assert "đã gửi hai lần" not in act(browser, refund, "sent", "FT2533")


def test_a_refund_that_somebody_sends_is_begun_by_nobody_else(browser, paid, clock):
    refund = ask_for(paid, 30_000)
    act(browser, refund, "begin")
    clock.shift(3600)
    assert "đang được gửi" in act(browser, refund, "begin")


def test_a_reason_that_is_too_long_is_said_so_and_stays_typed(browser, paid):
    refund = ask_for(paid, 30_000)
    url = reverse("dashboard:refund-step", kwargs={"pk": refund.pk})
    answer = browser.post(url, {"step": "reject", "text": "vì " * 80})
    assert "200" in str(next(iter(answer.context["messages"])))
    assert ("vì " * 80).strip() in answer.content.decode()


def test_a_number_is_wanted(browser, paid):
    refund = ask_for(paid, 30_000)
    assert "số giao dịch" in act(browser, refund, "sent")
    assert refund.status == "approved"


def test_who_asked_may_not_agree_to_a_large_sum(client, paid, settings):
    settings.REFUND_FOUR_EYES = 10_000
    asking, agreeing = shopkeeper(), shopkeeper()
    refund = ask_for(paid, 30_000, by=asking)
    client.force_login(asking)
    assert "Số tiền lớn như vậy cần hai người" in act(client, refund, "approve")
    assert refund.status == "proposed"
    client.force_login(agreeing)
    assert "Số tiền lớn như vậy cần hai người" not in act(client, refund, "approve")
    assert (refund.status, refund.approved_by) == ("approved", agreeing)


def test_a_refusal_wants_a_reason(browser, paid):
    refund = ask_for(paid, 30_000)
    act(browser, refund, "reject")
    assert refund.status == "approved"
    act(browser, refund, "reject", "nhầm")
    assert refund.status == "rejected"


def test_a_new_refund_is_shown_with_its_total_before_it_counts(browser, paid):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    shown = browser.get(url).context["form"]
    data = {goods(paid): "1", "reason": "damaged", "submission": shown.initial["submission"]}
    asked = browser.post(url, data)
    assert "50.000" in text_of(asked)
    assert not Refund.objects.exists()
    for _press in "12":
        answer = browser.post(url, data | {"confirmed": "on"})
    refund = Refund.objects.get()
    assert (refund.amount, refund.items.get().quantity) == (50_000, 1)
    assert answer.status_code == 302


@pytest.mark.parametrize("typed", ["45.000", "45,000", "45 000", "45.000đ", "45k", "45 nghìn"])
def test_a_sum_to_refund_is_read_as_every_other_sum(browser, paid, typed):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    submission = browser.get(url).context["form"].initial["submission"]
    data = {
        goods(paid, "amount"): typed,
        "reason": "damaged",
        "submission": submission,
        "confirmed": "on",
    }
    assert browser.post(url, data).status_code == 302
    assert Refund.objects.get().amount == 45_000


@pytest.mark.parametrize("typed", ["4,5", "45.00", "-5", "1e5", "١٢", "99.999.999"])
def test_a_sum_that_is_not_clear_or_too_large_is_asked_for_again(browser, paid, typed):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    submission = browser.get(url).context["form"].initial["submission"]
    data = {
        goods(paid, "amount"): typed,
        "reason": "damaged",
        "submission": submission,
        "confirmed": "on",
    }
    answer = browser.post(url, data)
    assert answer.context["form"].errors[goods(paid, "amount")]
    assert f'value="{typed}' in answer.content.decode()
    assert not Refund.objects.exists()


def test_more_pieces_than_are_left_are_refused(browser, paid):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    submission = browser.get(url).context["form"].initial["submission"]
    answer = browser.post(
        url, {goods(paid): "3", "reason": "damaged", "submission": submission, "confirmed": "on"}
    )
    assert answer.status_code == 200
    assert not Refund.objects.exists()


@pytest.mark.parametrize("typed", ["30.000", "30000", "30k"])
def test_a_sum_is_read_as_people_write_it(browser, paid, typed):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    form = browser.get(url).context["form"]
    data = {
        goods(paid, "amount"): typed,
        "reason": "goodwill",
        "submission": form.initial["submission"],
    }
    assert "30.000" in text_of(browser.post(url, data))
    browser.post(url, data | {"confirmed": "on"})
    assert Refund.objects.get().amount == 30_000


def test_a_form_of_before_another_refund_never_means_another_part(browser, paid):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    part = paid.producer_orders.first().pk
    late = Window(browser, url, holding="reason").type(**{goods(paid): "1", "reason": "damaged"})
    ask_for(paid, 100_000)
    answer = late.type(confirmed="on").send()
    assert answer.status_code == 200
    assert "hoàn lại rồi" in text_of(answer)
    assert Refund.objects.count() == 1
    assert f"{part}_0" not in answer.context["form"].fields


def test_a_second_press_for_all_of_it_leads_to_the_refund_as_well(browser, paid):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    window = Window(browser, url, holding="reason").type(
        **{goods(paid): "2", "reason": "damaged", "confirmed": "on"}
    )
    first, second = window.send(), window.send()
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Refund.objects.get().amount == 100_000


def test_a_sum_above_what_was_paid_is_refused_in_words(browser, paid):
    url = reverse("dashboard:refund-new", kwargs={"pk": paid.pk})
    submission = browser.get(url).context["form"].initial["submission"]
    answer = browser.post(
        url, {goods(paid, "amount"): "900.000", "reason": "goodwill", "submission": submission}
    )
    assert "nhiều nhất 100.000" in text_of(answer).replace("\xa0", " ")
    assert not Refund.objects.exists()


def test_the_list_says_where_a_refund_begins(browser):
    page = browser.get(reverse("dashboard:refund-list")).content.decode()
    assert f'href="{reverse("dashboard:order-list")}"' in page.split("<main", 1)[-1]


def test_all_that_happened_to_the_money_stands_in_one_place(browser, paid):
    complete_refund(refund=ask_for(paid, 30_000), reference="FT2533")
    shown = text_of(browser.get(reverse("dashboard:payment-history", kwargs={"pk": paid.pk})))
    for word in ("FT2533", "30.000", paid.payment.reference, "Sổ tiền"):
        assert word in shown


def test_the_report_of_the_day_is_shown(browser, paid):
    reconcile_daily()
    shown = text_of(browser.get(reverse("dashboard:reconciliation")))
    assert "Sổ sách khớp" in shown
    assert "Chuyển khoản" in shown
    answer = browser.post(reverse("dashboard:reconcile-now"), follow=True)
    assert "Đã đối soát" in text_of(answer)


def test_a_couriers_file_is_read_and_shown(browser):
    order = order_basket(makers.basket(makers.product(stock=9)), makers.commune()).order
    step(order.producer_orders.get(), *TO_THE_DOOR)
    data = f"Mã đơn hàng;Tiền thu hộ\n{order.number};1000\n999;5\n".encode()
    answer = browser.post(
        reverse("dashboard:remittance-upload"),
        {"courier": "GHN", "file": SimpleUploadedFile("cod.csv", data)},
        follow=True,
    )
    shown = text_of(answer)
    assert CourierRemittance.objects.get().lines.count() == 2
    assert "nộp thiếu" in shown
    assert "không có đơn" in shown


def test_a_file_that_is_no_list_is_answered_in_words(browser):
    answer = browser.post(
        reverse("dashboard:remittance-upload"),
        {"courier": "GHN", "file": SimpleUploadedFile("cod.csv", b"a;b\n1;2\n")},
    )
    assert "cột mã đơn hàng" in text_of(answer)


def test_staff_answers_a_return_and_the_goods_come_back(browser, paid):
    step(paid.producer_orders.get(), *TO_THE_DOOR)
    asked = return_request(paid)
    url = reverse("dashboard:return-step", kwargs={"pk": asked.pk})
    assert paid.number in text_of(browser.get(reverse("dashboard:return-list")))
    browser.post(url, {"step": "refuse"})
    asked.refresh_from_db()
    assert asked.status == "asked"
    browser.post(url, {"step": "accept", "answer": "Gửi về xưởng.", "with_delivery": "on"})
    for _press in "12":
        browser.post(url, {"step": "received"})
    asked.refresh_from_db()
    delivery = paid.producer_orders.get().shipping_cost
    assert (asked.status, asked.refund.amount) == ("goods_back", 50_000 + delivery)
    complete_refund(refund=asked.refund, reference="FT1")
    asked.refresh_from_db()
    assert asked.status == "refunded"


def test_an_answer_that_is_not_taken_stays_typed(browser, paid):
    step(paid.producer_orders.get(), *TO_THE_DOOR)
    asked = return_request(paid)
    url = reverse("dashboard:return-step", kwargs={"pk": asked.pk})
    long = "Gửi về xưởng. " * 60
    assert long in browser.post(url, {"step": "accept", "answer": long}).content.decode()
    browser.post(url, {"step": "", "answer": "x"})
    browser.post(url, {"step": "nonsense", "answer": "x"})
    asked.refresh_from_db()
    assert asked.status == "asked"


def test_who_answers_second_is_told_and_a_second_press_is_none(browser, paid):
    step(paid.producer_orders.get(), *TO_THE_DOOR)
    asked = return_request(paid)
    url = reverse("dashboard:return-step", kwargs={"pk": asked.pk})
    data = {"step": "accept", "answer": "Gửi về xưởng."}
    browser.post(url, data, follow=True)
    assert "đã trả lời" not in text_of(browser.post(url, data, follow=True))
    browser.force_login(shopkeeper())
    late = text_of(browser.post(url, {"step": "refuse", "answer": "Muộn rồi."}, follow=True))
    assert "đã trả lời" in late
    assert "Muộn rồi." in late
    asked.refresh_from_db()
    assert asked.status == "accepted"


def test_a_seller_sees_his_own_returns_and_only_says_what_came_back(client, paid):
    step(paid.producer_orders.get(), *TO_THE_DOOR)
    asked = return_request(paid)
    seller = makers.user()
    paid.producer_orders.get().partner.users.add(seller)
    seller.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    client.force_login(seller)
    url = reverse("dashboard:return-step", kwargs={"pk": asked.pk})
    assert (
        client.get(reverse("dashboard:return-detail", kwargs={"pk": asked.pk})).status_code == 200
    )
    assert client.post(url, {"step": "accept"}).status_code == 403
    ReturnRequest.objects.update(status="accepted")
    client.post(url, {"step": "received"})
    asked.refresh_from_db()
    assert asked.status == "goods_back"


def test_an_account_is_forgotten_a_month_after_the_money_went(clock, paid):
    refund = ask_for(paid, 30_000)
    give_account(order=paid, bank_bin="970436", account="0011001234567", holder="TRAN THI NAM")
    clock.shift(40 * 24 * 3600)
    forget_accounts()
    assert PayoutAccount.objects.exists()
    complete_refund(refund=refund, reference="FT1")
    forget_accounts()
    assert PayoutAccount.objects.exists()
    clock.shift(31 * 24 * 3600)
    forget_accounts()
    assert not PayoutAccount.objects.exists()
