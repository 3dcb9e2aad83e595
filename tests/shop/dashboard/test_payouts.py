"""Paying sellers from the dashboard: the list, a batch with its steps, files, codes, accounts."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from shop.order.payouts.accounts import stop_account
from shop.payment.models import PayoutBatch, PayoutItem, SellerAccount, SellerPayout
from tests.payout_makers import begun_batch, owe, owed_seller, payer, seller_account
from tests.reading import as_read
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/chi-tra/"
#: Of each page, whatever the number of sellers.
MOST_QUERIES = 35


@pytest.fixture
def browser(db):
    return signed_in(payer())


def act(browser, batch, step, **typed):
    url = reverse("dashboard:payout-step", kwargs={"pk": batch.pk})
    page = as_read(browser.post(url, {"step": step} | typed, follow=True))
    batch.refresh_from_db()
    return page


def test_the_list_says_what_is_owed_since_when_and_where_to(browser):
    partner = owed_seller(price=300_000)
    page = as_read(browser.get(LIST))
    assert "Hợp tác xã Cây Tràm" in page
    assert partner.accounts.get().masked in page
    assert partner.accounts.get().account not in page


def test_signing_in_leads_who_pays_to_the_list(browser):
    assert browser.get("/quan-tri/")["Location"] == LIST


def test_choosing_makes_one_batch_however_often_it_is_pressed(browser):
    partner = owed_seller()
    posted = {"partner": [partner.pk], "submission": uuid4()}
    places = {browser.post(LIST, posted)["Location"] for _press in range(2)}
    assert places == {f"{LIST}{PayoutBatch.objects.get().pk}/"}


def test_choosing_nobody_and_nonsense_makes_none(browser):
    owed_seller()
    for posted in ({}, {"partner": ["x"]}, {"partner": [999999], "submission": "x"}):
        assert browser.post(LIST, posted).status_code == 200
    assert not PayoutBatch.objects.exists()


def test_the_whole_way_to_the_books(browser, settings):
    settings.PAYOUT_FOUR_EYES = 100_000
    partner = owed_seller()
    browser.post(LIST, {"partner": [partner.pk], "submission": uuid4()})
    batch = PayoutBatch.objects.get()
    item = batch.items.get()
    assert "cần hai người" in as_read(browser.get(f"{LIST}{batch.pk}/"))
    assert "Chính bạn đã lập" in act(browser, batch, "approve")
    other = signed_in(payer())
    assert "cần hai người" not in act(other, batch, "approve")
    page = act(other, batch, "begin")
    assert partner.accounts.get().account in page
    assert item.words in page
    page = act(other, batch, "sent", **{f"number_{item.pk}": "FT 9"})
    assert "FT9" in page
    assert (batch.status, SellerPayout.objects.get().recorded_by) == ("done", other.user)
    assert "Hiện không còn phải trả ai" in as_read(browser.get(LIST))


def test_one_number_stands_for_the_whole_list(browser):
    batch = begun_batch(owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2"))
    first, second = batch.items.order_by("pk")
    act(browser, batch, "sent", number="FT5", **{f"number_{first.pk}": "FT4"})
    assert set(SellerPayout.objects.values_list("reference", flat=True)) == {
        "FT4",
        f"FT5-{second.pk}",
    }


def test_a_refused_number_stays_typed_and_keeps_no_other_back(browser):
    batch = begun_batch(owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2"))
    first, second = batch.items.order_by("pk")
    typed = {f"number_{first.pk}": "FT4", f"number_{second.pk}": "FT4"}
    url = reverse("dashboard:payout-step", kwargs={"pk": batch.pk})
    answer = browser.post(url, {"step": "sent"} | typed)
    assert answer.status_code == 200
    assert f'name="number_{second.pk}" value="FT4"' in " ".join(answer.content.decode().split())
    assert SellerPayout.objects.count() == 1


def test_undoing_and_taking_out_want_a_reason(browser):
    batch = begun_batch(owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2"))
    item = batch.items.first()
    assert "vì sao" in act(browser, batch, "drop", item=item.pk).lower()
    act(browser, batch, "drop", item=item.pk, why="sai tên")
    act(browser, batch, "undo", why="nhầm")
    assert batch.status == "undone"
    assert set(batch.items.values_list("status", flat=True)) == {"dropped"}


@pytest.mark.parametrize("posted", [{}, {"step": "x"}, {"step": "drop", "item": "999999"}])
def test_nonsense_is_a_sentence(browser, posted):
    batch = begun_batch(owed_seller())
    url = reverse("dashboard:payout-step", kwargs={"pk": batch.pk})
    assert browser.post(url, posted).status_code == 200
    batch.refresh_from_db()
    assert batch.status == "sending"


def test_the_file_holds_what_is_to_be_sent_and_nothing_else(browser):
    kept, stopped = owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2")
    batch = begun_batch(kept, stopped)
    stop_account(account=stopped.accounts.get())
    answer = browser.get(f"{LIST}{batch.pk}/chi-tra.xlsx")
    assert answer["Cache-Control"] == "no-store"
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    item = batch.items.get(partner=kept)
    account = kept.accounts.get()
    assert rows == [
        [1, account.account, account.holder, "970436", "Vietcombank", int(item.amount), item.words]
    ]
    lines = b"".join(browser.get(f"{LIST}{batch.pk}/chi-tra.csv").streaming_content).decode()
    assert account.account in lines
    assert stopped.accounts.get().account not in lines
    assert "đừng chuyển" in as_read(browser.get(f"{LIST}{batch.pk}/"))


def test_codes_and_files_are_there_only_while_it_is_sent(browser):
    partner = owed_seller()
    browser.post(LIST, {"partner": [partner.pk], "submission": uuid4()})
    batch = PayoutBatch.objects.get()
    code = f"{LIST}khoan/{batch.items.get().pk}/ma-qr.svg"
    for path in (code, f"{LIST}{batch.pk}/chi-tra.xlsx"):
        assert browser.get(path).status_code == 404
    act(browser, batch, "begin")
    answer = browser.get(code)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/svg+xml", "no-store")
    act(browser, batch, "sent", number="FT1")
    assert browser.get(code).status_code == 404


def test_an_account_in_another_name_is_let_in_or_refused(browser):
    partner = owed_seller()
    for number, (word, why) in enumerate((("yes", ""), ("no", ""), ("no", "không rõ"))):
        account = seller_account(partner, needs_check=True, holder="NGUYEN VAN A")
        assert "NGUYEN VAN A" in as_read(browser.get(f"{LIST}?show=tai-khoan"))
        path = f"{LIST}tai-khoan/{account.pk}/"
        browser.post(path, {"decision": word, "why": why})
        account.refresh_from_db()
        assert (bool(account.checked_at), bool(account.refused_at)) == (
            number == 0,
            number == 2,
        )
        SellerAccount.objects.filter(pk=account.pk).delete()


@pytest.mark.parametrize("show", ["", "dang-chi", "da-xong", "tai-khoan", "x"])
def test_each_page_asks_little_whatever_there_is(browser, show):
    def numbers():
        batch = PayoutBatch.objects.first()
        paths = [f"{LIST}?show={show}", *([f"{LIST}{batch.pk}/"] if batch else [])]
        counted = []
        for path in paths:
            browser.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            counted.append(len(queries))
        return counted

    begun_batch(owed_seller("Hợp tác xã 0"))
    owed_seller("Hợp tác xã 1")
    few = numbers()
    many = [owed_seller(f"Hợp tác xã {n}") for n in range(2, 5)]
    begun_batch(*many[:2])
    owe(many[2], 70_000)
    seller_account(many[2], needs_check=True)
    assert numbers() <= few
    assert max(few) <= MOST_QUERIES
    assert PayoutItem.objects.count() == 3
