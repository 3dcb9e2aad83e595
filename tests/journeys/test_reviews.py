"""From a delivered parcel to a review with its reply: buyer, shop and producer in turn."""

import pytest
from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path
from shop.users.models import User
from tests import makers
from tests.journeys.steps import emails
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = "Chè thơm cốm, nước xanh. <b>Hộp</b> hơi móp 🍵"
REPLY = "Cảm ơn chị, lần sau chúng tôi bọc thêm một lớp."


@pytest.fixture
def order(shop):
    """Tea that has been delivered."""
    made = order_basket(makers.basket(shop.floor.fresh), shop.ward).order
    for state in ("confirmed", "packed", "shipped", "delivered"):
        transition_producer_order(
            producer_order=made.producer_orders.get(), to=state, role="seller"
        )
    return made


@pytest.fixture
def people(shop):
    """The shop's owner, and one of the producer's own people."""
    member = makers.user()
    member.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    shop.floor.fresh.producer.partner.users.add(member)
    return User.objects.create_superuser("chu@example.vn", "mat-khau-thu"), member


def test_delivered_reviewed_read_answered_and_shown(page, order, people, shop):
    owner, member = people
    page.set_viewport_size({"width": 360, "height": 740})
    _write(page, order)
    _act_as(page, owner, "1 nhận xét chờ duyệt")
    page.get_by_role("button", name=_("Show it"), exact=True).click()
    expect(page.get_by_text(_("The review is shown."))).to_be_visible()
    _act_as(page, member)
    page.locator("[name='reply']").fill(REPLY)
    page.get_by_role("button", name=_("Save the reply")).click()
    expect(page.get_by_text(_("Your reply has been saved."))).to_be_visible()
    page.context.clear_cookies()
    page.goto(shop.floor.fresh.get_absolute_url())
    section = page.locator("#nhan-xet")
    for words in (SAID, REPLY, "Sáu", _("Pleased")):
        expect(section).to_contain_text(words)
    expect(section.locator("b", has_text="Hộp")).to_have_count(0)
    subjects = [email.subject for email in emails() if email.to == ["sau@example.vn"]]
    assert subjects[-2:] == [
        _("Your review is shown"),
        _("The producer has replied to your review"),
    ]


def _write(page, order):
    """From the order's page, first with a form that is not whole."""
    page.goto(order_path(order))
    page.get_by_role("link", name=_("Review what you received")).click()
    page.get_by_role("link", name=_("Write a review")).click()
    page.get_by_role("textbox", name=_("Name to show")).fill("Sáu")
    page.get_by_role("button", name=_("Send the review")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name=_("Name to show"))).to_have_value("Sáu")
    page.get_by_label(_("Pleased"), exact=True).check()
    page.locator("[name='body']").fill(SAID)
    page.get_by_role("button", name=_("Send the review")).click()
    expect(page.get_by_text(_("waits to be read"))).to_be_visible()


def _act_as(page, person, link=""):
    """Sign in as somebody else and open the newest review in the dashboard."""
    page.context.clear_cookies()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/quan-tri/nhan-xet/")
    page.locator("[name='username']").fill(person.email)
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name="Đăng nhập").click()
    if link:
        expect(page.get_by_role("link", name=link)).to_be_visible()
    page.locator("table a").first.click()
