"""What a page is made to send is not believed; what people type stays words wherever it is shown."""

from unicodedata import normalize

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.models import Order, ProducerOrder
from shop.users.models import User
from tests import makers
from tests.journeys.steps import (
    BASKET,
    ORDER,
    REVIEW,
    choose_place,
    emails,
    fill,
    fill_delivery,
    forward,
    go_to_review,
    place_button,
    put_into_basket,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_turn"),
]

scripted = pytest.mark.parametrize("page", [True], indirect=True, ids=["with script"])
EVIL = "Sáu <script>window.broken=1</script><img src=x onerror='window.broken=1'> & \"{{7*7}}\" 🍵"
LOOSE = normalize("NFD", EVIL)
#: Sends a form past every rule of the page, with other or further fields.
SEND = """
([selector, fields]) => {
  const form = document.querySelector(selector);
  for (const [name, value] of Object.entries(fields)) {
    form.querySelectorAll(`[name="${name}"]`).forEach((old) => old.remove());
    const field = document.createElement("input");
    Object.assign(field, { name, value });
    form.append(field);
  }
  form.submit();
}
"""


@scripted
def test_made_up_quantities_and_prices_count_for_nothing(page, stall):
    for wrong in ("-3", "0", "1e3", "2,5"):
        page.goto(stall.tea.get_absolute_url())
        page.evaluate(SEND, ["#buy", {"quantity": wrong}])
        expect(page.locator(".messages .toast.error")).to_be_visible()
    page.evaluate(SEND, ["#buy", {"quantity": "99999999999", "price": "1", "total": "1"}])
    expect(page).to_have_url(BASKET)
    expect(page.locator("[name='quantity']")).to_have_value("5")
    expect(page.locator("aside.summary")).to_contain_text("450.000")
    page.evaluate(SEND, ["form[action*='/sua/']", {"quantity": "-1", "price": "1"}])
    expect(page.locator(".messages .toast.error")).to_be_visible()
    expect(page.locator("aside.summary")).to_contain_text("450.000")


@scripted
def test_made_up_fields_of_the_review_order_nothing_else(page, stall):
    go_to_review(page, stall.tea)
    form = "form[action='/thanh-toan/xem-lai/']"
    for lie in ({"reviewed": "x"}, {"payment": "free"}, {"kept": "x", "reviewed": ""}):
        page.evaluate(SEND, [form, lie | {"total": "1", "shipping": "0"}])
        expect(page.locator(".messages .toast")).to_be_visible()
        assert Order.objects.count() == 0
        page.goto("/thanh-toan/xem-lai/")
    page.evaluate(SEND, [form, {"token": "x", "total": "1", "shipping": "0", "quantity": "0"}])
    expect(page).to_have_url(ORDER)
    order = Order.objects.get()
    assert order.total_incl_tax == 90_000 + order.shipping_incl_tax > 90_000


def test_markup_emoji_and_loose_letters_stay_words_from_form_to_email(page, stall):
    stall.tea.producer.partner.users.add(makers.user())
    typed = dict.fromkeys(("name", "street", "note", "gift", "invoice_company"), LOOSE)
    company = {"invoice_tax_code": "0100109106", "invoice_address": LOOSE}
    put_into_basket(page, stall.tea)
    fill_delivery(page, **typed | company | {"place": EVIL})
    forward(page).click()
    expect(page.locator("[name='gift']")).to_have_value(EVIL)
    _stays_words(page, times=0)
    fill(page, {"place": "Tân Phong, Vĩnh Long"})
    choose_place(page)
    forward(page).click()
    expect(page).to_have_url(REVIEW)
    _stays_words(page, times=6)
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    _stays_words(page, times=6)
    page.goto(f"{page.url}bien-nhan/")
    _stays_words(page, times=6)
    order = Order.objects.get()
    page.goto("/don-hang/tra-cuu/")
    fill(page, {"number": order.number, "phone": "0912 345 678"})
    page.get_by_role("button", name=_("Find the order")).click()
    expect(page).to_have_url(ORDER)
    _stays_words(page, times=6)
    assert order.shipping_address.first_name == EVIL
    _is_read_by_the_seller(page, order)
    _is_mailed(page)


def test_markup_at_the_sign_up_comes_back_as_words(page, transactional_db):
    page.goto("/tai-khoan/dang-ky/")
    for name in ("email", "phone"):
        page.locator(f"[name='{name}']").evaluate("each => each.removeAttribute('maxlength')")
        page.locator(f"[name='{name}']").evaluate("each => { each.type = 'text' }")
    page.locator("form.form").last.evaluate("each => { each.noValidate = true }")
    fill(page, {"email": LOOSE, "phone": LOOSE, "password1": LOOSE, "password2": LOOSE})
    page.get_by_role("button", name=_("Create an account")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    _stays_words(page, times=0)
    assert not User.objects.exists()


def _stays_words(page, *, times):
    """The page shows the words at least so often, composed, and nothing of them has run."""
    assert normalize("NFC", page.locator("main").inner_text()).count(EVIL) >= times
    if times:
        assert LOOSE not in page.locator("main").inner_text()
    assert page.locator("img[src='x']").count() == 0
    if page.scripted:
        assert page.evaluate("window.broken") is None


def _is_read_by_the_seller(page, order):
    User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    page.goto("/quan-tri/kien-hang/")
    fill(page, {"username": "chu@example.vn", "password": "mat-khau-thu"})
    page.get_by_role("button", name=_("Sign in")).click()
    expect(page.locator("main")).to_contain_text(order.number)
    producer_order = ProducerOrder.objects.get()
    for path in (f"/quan-tri/orders/{order.number}/", f"/quan-tri/kien-hang/{producer_order.pk}/"):
        page.goto(path)
        _stays_words(page, times=2)


def _is_mailed(page):
    """To buyer and seller, in both forms; the browser itself shows what a mail program would."""
    assert len(emails()) == 2
    for email in emails():
        assert EVIL in email.body
        page.set_content(f"<main>{email.alternatives[0][0]}</main>")
        _stays_words(page, times=1)
