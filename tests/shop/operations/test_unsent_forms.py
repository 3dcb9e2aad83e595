"""A session that ends in a form of sellers, staff and editors: what was typed comes back."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Category, Product
from shop.customer.privacy.erasure import forget_due
from shop.users.models import UnsentForm, User
from tests import makers
from tests.cms.conftest import tree  # noqa: F401  # the fixture
from tests.window import Window

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu"
HERE = {"sec_fetch_site": "same-origin"}


@pytest.fixture
def owner():
    return User.objects.create_superuser("chu@example.vn", PASSWORD)


@pytest.fixture
def browser(owner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    return browser


@pytest.fixture
def product():
    product = makers.product(price=120_000, stock=48)
    product.categories.add(
        Category.objects.first() or Category.add_root(name="Thực phẩm", slug="thuc-pham")
    )
    product.url = f"/quan-tri/catalogue/products/{product.pk}/"
    return product


def sign_in(answer, browser, name="chu@example.vn"):
    """Follow an answer to its sign-in page and go through it."""
    assert answer.status_code == 302
    page = Window(browser, answer.url, holding="username")
    return page.type(username=name, password=PASSWORD).send(follow=True)


def send_on(browser, answer):
    """Press the button of the page that has kept a form."""
    page = Window(browser, answer.request["PATH_INFO"], holding="unsent_form")
    return page.send()


def test_a_product_form_comes_back_and_is_saved(browser, product):
    window = Window(browser, product.url, holding="title")
    window.type(description="Một bài dài.\r\n\r\nHai đoạn.", action="save")
    window.type(**{"stockrecords-0-price": "125.000"})
    browser.cookies.pop("sessionid")
    answer = window.send()
    assert "viet-tiep" in answer.url
    page = sign_in(answer, browser)
    assert "Những gì bạn viết vẫn còn" in page.content.decode()
    assert "Hai đoạn." in page.content.decode()
    assert Product.objects.get(pk=product.pk).description == ""
    assert send_on(browser, page).status_code == 302
    product = Product.objects.get(pk=product.pk)
    assert product.description == "Một bài dài.\r\n\r\nHai đoạn."
    assert product.stockrecords.get().price == 125_000
    assert not UnsentForm.objects.exists()


def test_a_form_that_comes_back_late_still_writes_over_nobody(browser, product):
    window = Window(browser, product.url, holding="title").type(action="save", unit="túi 2 kg")
    browser.cookies.pop("sessionid")
    answer = window.send()
    product.stockrecords.update(num_in_stock=47)
    send_on(browser, sign_in(answer, browser))
    product.refresh_from_db()
    assert (product.unit, product.stockrecords.get().num_in_stock) == ("túi 2 kg", 47)


def test_a_page_of_the_cms_comes_back_and_is_saved(browser, tree):  # noqa: F811
    page = tree.provinces
    url = f"/cms/pages/{page.pk}/edit/"
    window = Window(browser, url, form="#page-edit-form").type(title="Tên mới của trang")
    browser.cookies.pop("sessionid")
    answer = window.send()
    assert answer.url.startswith("/tai-khoan/dang-nhap/")
    send_on(browser, sign_in(answer, browser))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Tên mới của trang"


def test_djangos_admin_as_well(browser, owner):
    window = Window(browser, f"/django-admin/users/user/{owner.pk}/change/", holding="first_name")
    window.type(first_name="Chủ Tiệm Mới")
    browser.cookies.pop("sessionid")
    answer = window.send()
    assert answer.url.startswith("/tai-khoan/dang-nhap/")
    send_on(browser, sign_in(answer, browser))
    owner.refresh_from_db()
    assert owner.first_name == "Chủ Tiệm Mới"


def test_signing_in_in_another_tab_makes_no_form_stale(browser, product):
    window = Window(browser, product.url, holding="title").type(action="save", unit="túi 2 kg")
    browser.cookies.pop("sessionid")
    Window(browser, "/tai-khoan/dang-nhap/", holding="username").type(
        username="chu@example.vn", password=PASSWORD
    ).send()
    answer = window.send(headers=HERE)
    assert answer.status_code == 302
    page = browser.get(answer.url)
    assert send_on(browser, page).status_code == 302
    product.refresh_from_db()
    assert product.unit == "túi 2 kg"


@pytest.mark.parametrize("headers", [{}, {"sec_fetch_site": "cross-site"}, {"origin": "null"}])
def test_a_form_of_another_site_is_not_stored(browser, product, headers):
    browser.get(product.url)
    answer = browser.post(product.url, {"title": "Chiếm"}, headers=headers)
    assert answer.status_code == 403
    assert not UnsentForm.objects.exists()


class TestWhose:
    @pytest.fixture
    def answer(self, browser, product):
        """Where a form led whose session had ended."""
        window = Window(browser, product.url, holding="title").type(action="save", unit="hũ")
        browser.cookies.pop("sessionid")
        return window.send()

    def test_another_account_finds_nothing(self, answer, browser):
        other = User.objects.create_superuser("khac@example.vn", PASSWORD)
        page = sign_in(answer, browser, other.email)
        assert page.status_code == 404
        assert UnsentForm.objects.get().user.email == "chu@example.vn"

    def test_nobody_finds_nothing(self, answer):
        token = UnsentForm.objects.get().pk
        assert Client().get(f"/tai-khoan/viet-tiep/{token}/").status_code == 302

    def test_a_day_later_it_is_gone(self, answer, browser):
        UnsentForm.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
        assert sign_in(answer, browser).status_code == 404
        forget_due()
        assert not UnsentForm.objects.exists()


def test_who_wrote_is_known_by_a_signed_cookie_alone(browser, product, owner):
    window = Window(browser, product.url, holding="title")
    browser.cookies.pop("sessionid")
    browser.cookies["nguoi_viet"] = f"{owner.pk}:1abc:forged"
    assert "viet-tiep" not in window.send().url
    assert not UnsentForm.objects.exists()


def test_a_form_with_a_password_comes_back_without_it(browser, owner):
    window = Window(browser, "/tai-khoan/ho-so/sua/", holding="first_name")
    window.type(first_name="Chủ Tiệm Mới", email="moi@example.vn", current_password=PASSWORD)
    browser.cookies.pop("sessionid")
    page = sign_in(window.send(), browser)
    assert PASSWORD not in str(UnsentForm.objects.get().fields)
    asked = send_on(browser, page).content.decode()
    assert 'value="Chủ Tiệm Mới"' in asked
    assert 'value="moi@example.vn"' in asked
    assert "Hãy nhập mật khẩu hiện tại" in asked


@pytest.mark.parametrize(
    ("page", "name"), [("/tai-khoan/dang-nhap/", "username"), ("/tai-khoan/dang-ky/", "email")]
)
def test_nobody_is_led_back_to_a_sign_in(browser, page, name):
    browser.get("/quan-tri/")
    browser.cookies.pop("sessionid")
    window = Window(browser, page, holding=name).type(**{name: "chu@example.vn"})
    Window(browser, "/tai-khoan/dang-nhap/", holding="username").type(
        username="chu@example.vn", password=PASSWORD
    ).send()
    window.send(headers=HERE)
    assert not UnsentForm.objects.exists()


def test_passwords_alone_are_not_stored(browser):
    window = Window(browser, "/tai-khoan/doi-mat-khau/", holding="old_password")
    window.type(old_password="cũ", new_password1="mới", new_password2="mới")
    browser.cookies.pop("sessionid")
    assert "viet-tiep" not in window.send().url
    assert not UnsentForm.objects.exists()


def test_a_person_has_twenty_at_most(browser, product):
    window = Window(browser, product.url, holding="title")
    browser.cookies.pop("sessionid")
    for _number in range(23):
        window.send()
    assert UnsentForm.objects.count() == 20


def test_who_only_looks_gets_no_cookie(client):
    client.get("/tai-khoan/dang-nhap/")
    client.get("/quan-tri/")
    assert "nguoi_viet" not in client.cookies


class TestWorkspace:
    @pytest.fixture
    def stock(self, browser, owner):
        """A stock record of the seller for whom the browser's person works."""
        product = makers.product(price=120_000, stock=48)
        makers.membership(product.producer.partner, person=owner)
        return product.stockrecords.get()

    def test_a_price_comes_back_and_is_saved(self, browser, stock):
        window = Window(browser, f"/nguoi-ban/hang/{stock.pk}/", holding="price")
        window.type(price="135.000")
        browser.cookies.pop("sessionid")
        send_on(browser, sign_in(window.send(), browser))
        stock.refresh_from_db()
        assert stock.price == 135_000

    def test_a_card_that_a_script_sends_leaves_the_whole_page(self, browser, stock):
        window = Window(browser, f"/nguoi-ban/hang/{stock.pk}/", holding="price")
        window.type(price="135.000")
        browser.cookies.pop("sessionid")
        answer = window.send(headers={"hx-request": "true"})
        assert answer.status_code == 200
        assert f"/viet-tiep/{UnsentForm.objects.get().pk}/" in unquote(answer["HX-Redirect"])

    def test_a_card_of_nobody_known_leaves_the_page_as_well(self, browser, stock):
        window = Window(browser, f"/nguoi-ban/hang/{stock.pk}/", holding="price")
        browser.cookies.pop("sessionid")
        browser.cookies.pop("nguoi_viet")
        answer = window.send(headers={"hx-request": "true"})
        assert answer["HX-Redirect"].startswith("/tai-khoan/dang-nhap/?next=")

    def test_a_member_comes_back(self, browser, stock):
        invite = f"/nguoi-ban/{stock.partner_id}/gian-hang/nguoi/moi/"
        window = Window(browser, invite, holding="role").type(name="moi@example.vn")
        browser.cookies.pop("sessionid")
        page = sign_in(window.send(), browser)
        members = browser.get(send_on(browser, page).url)
        assert "moi@example.vn" in members.content.decode()
