"""Text is stored in one form, whatever sent it; a password stays as it was typed."""

import unicodedata

import pytest
from django.test import Client

from catalogue.models import Category, Product
from shop.operations.composed_text import ComposedTextMiddleware
from shop.users.models import User
from tests import makers
from tests.window import Window

pytestmark = pytest.mark.django_db

APART = unicodedata.normalize("NFD", "Chè Tân Cương đặc biệt")


@pytest.fixture
def window():
    browser, product = Client(), makers.product()
    browser.force_login(makers.user(is_superuser=True, is_staff=True))
    product.categories.add(Category.add_root(name="Thực phẩm", slug="thuc-pham"))
    path = f"/quan-tri/catalogue/products/{product.pk}/"
    return Window(browser, path, holding="title").type(action="continue")


@pytest.mark.parametrize("typed", [APART, f"\u202e{APART}", f"{APART}\u200b"])
def test_a_name_typed_on_another_computer_is_the_same_name(window, typed):
    assert window.type(title=typed).send().status_code == 302
    assert Product.objects.get().title == "Chè Tân Cương đặc biệt"


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u202e\u202c"])
def test_a_name_that_nobody_sees_is_none(window, blank):
    answer = window.type(title=blank).send()
    assert "Sản phẩm phải có tên." in str(answer.context["form"].errors)


def test_a_password_stays_as_typed(client):
    typed = unicodedata.normalize("NFD", "Suối-Giàng-1987")
    form = {"email": "an@example.vn", "password1": typed, "password2": typed}
    assert client.post("/tai-khoan/dang-ky/", form).status_code == 302
    assert User.objects.get().check_password(typed)


def test_a_form_of_many_values_keeps_their_order(rf):
    sent = {"line": ["b", APART, "a"]}
    request = rf.post("/", sent)
    ComposedTextMiddleware(lambda _request: None).process_view(request, None, (), {})
    assert request.POST.getlist("line") == ["b", "Chè Tân Cương đặc biệt", "a"]
