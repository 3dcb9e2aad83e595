"""Where a seller's money goes: the page of the owner, the second factor, and the link that stops it."""

import pytest
from django.test import Client

from shop.order.payouts.accounts import name_account
from shop.order.payouts.links import stop_path
from shop.payment.models import SellerAccount
from tests.payout_makers import owe, second_factor, seller_account
from tests.reading import as_read

pytestmark = pytest.mark.django_db

TYPED = {"bank_bin": "970436", "account": "0071 0012 34567", "holder": "htx cây tràm"}


def path_of(partner) -> str:
    return f"/nguoi-ban/{partner.pk}/tien/tai-khoan/"


def named_by(partner, user) -> SellerAccount:
    return name_account(
        partner=partner, by=user, bank_bin="970436", account="0071001234567", holder="HTX CAY TRAM"
    )


@pytest.fixture
def secured(owner):
    """The owner's browser, with a second factor; `secured.code()` is the next code."""
    owner.code = second_factor(owner.user)
    return owner


def test_without_a_second_factor_the_page_leads_to_it(owner, partner):
    page = as_read(owner.get(path_of(partner)))
    assert "xác thực hai lớp" in page
    owner.post(path_of(partner), TYPED | {"password": "mat-khau-thu", "code": "123456"})
    assert not SellerAccount.objects.exists()


def test_an_owner_names_an_account_with_password_and_code(secured, partner):
    facts = TYPED | {"password": "mat-khau-thu", "code": secured.code()}
    page = as_read(secured.post(path_of(partner), facts, follow=True))
    account = SellerAccount.objects.get()
    assert (account.account, account.holder) == ("0071001234567", "HTX CÂY TRÀM")
    assert (account.needs_check, account.named_by) == (False, secured.user)
    assert "•••• 4567" in page
    assert "0071001234567" not in page


@pytest.mark.parametrize(
    "wrong", [{"password": "khac"}, {"code": "000000"}, {"account": "12"}, {"bank_bin": "1"}]
)
def test_what_is_wrong_names_nothing_and_stays_typed(secured, partner, wrong):
    facts = TYPED | {"password": "mat-khau-thu", "code": secured.code()} | wrong
    answer = secured.post(path_of(partner), facts)
    assert answer.status_code == 200
    assert 'value="htx cây tràm"' in answer.content.decode()
    assert not SellerAccount.objects.exists()


def test_codes_are_not_guessed(secured, partner):
    for _n in range(11):
        facts = TYPED | {"password": "mat-khau-thu", "code": "000000"}
        page = as_read(secured.post(path_of(partner), facts))
    assert "quá nhiều lần" in page or "thử lại" in page.lower()


def test_an_owner_stops_what_waits_but_nobody_elses(secured, partner, stranger):
    own = named_by(partner, secured.user)
    theirs = seller_account(stranger.user.memberships.get().partner)
    assert secured.post(path_of(partner), {"dung": theirs.pk}).status_code == 404
    secured.post(path_of(partner), {"dung": own.pk})
    own.refresh_from_db()
    theirs.refresh_from_db()
    assert (own.is_living, theirs.is_living) == (False, True)


def test_only_owners_open_it(packer, stranger, partner):
    for browser in (packer, stranger):
        assert browser.get(path_of(partner)).status_code == 404
        assert browser.post(path_of(partner), TYPED).status_code == 404


def test_the_link_stops_it_without_signing_in(owner, partner):
    named = named_by(partner, owner.user)
    browser, path = Client(), stop_path(named)
    page = browser.get(path)
    assert "•••• 4567" in as_read(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    for _press in range(2):
        assert "đã bị chặn" in as_read(browser.post(path))
    named.refresh_from_db()
    assert not named.is_living
    assert browser.get(path[:-6] + "aaaaa/").status_code == 404


def test_the_page_of_money_says_where_it_goes_and_what_was_paid(owner, partner):
    owe(partner)
    page = f"/nguoi-ban/{partner.pk}/tien/"
    assert "Chưa có tài khoản" in as_read(owner.get(page))
    seller_account(partner, account="0071001234567")
    shown = as_read(owner.get(page))
    assert "•••• 4567" in shown
    assert "0071001234567" not in shown
