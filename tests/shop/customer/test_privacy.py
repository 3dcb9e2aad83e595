"""What the shop knows is shown and handed over; an account is erased but for what the law keeps."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from oscar.apps.wishlists.models import WishList

from shop.customer.privacy.erasure import KEPT_FOR
from shop.customer.wishlists.services import add_to_wish_list
from shop.mail.delivery import deliver as send_emails
from shop.mail.models import OutgoingEmail
from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path
from shop.order.models import Order
from shop.users.models import DeliveryAddress, Erasure, User
from tests import makers
from tests.house.tree import ROOT
from tests.shop.customer.conftest import ODD, PASSWORD

pytestmark = pytest.mark.django_db
DATA, ERASE = "/tai-khoan/du-lieu/", "/tai-khoan/ho-so/xoa/"
PERSONAL = ("0912", "84912345678", "sau@example.vn", "Gọi trước")


def deliver(order):
    for state in ("confirmed", "packed", "shipped", "delivered"):
        transition_producer_order(
            producer_order=order.producer_orders.get(), to=state, role="staff"
        )


def unpacked(answer) -> dict[str, str]:
    """The files of a ZIP by name."""
    with ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def erase(browser):
    return browser.post(ERASE, {"password": PASSWORD})


def told_of(order) -> str:
    fresh = Order.objects.get(pk=order.pk)
    address, submission = fresh.shipping_address, fresh.submission
    return f"{fresh.guest_email} {address.phone_number} {address.notes} {submission.phone}"


def test_the_file_holds_everything(home, person, order_for):
    order = order_for(person)
    product = makers.product("Chè Shan tuyết")
    add_to_wish_list(user=person, product=product)
    DeliveryAddress.objects.create(
        user=person, name=ODD, phone="+84912345678", street="Số 7", commune=makers.commune("Mỏ Cày")
    )
    answer = home.get(f"{DATA}tai-ve/")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(unpacked(answer)["du-lieu.json"])
    assert data["account"]["email"] == "lan@example.vn"
    assert data["account"]["language"] == "vi"
    assert data["orders"][0]["number"] == order.number
    assert data["orders"][0]["lines"][0]["quantity"] == 1
    assert data["wish_list"] == [{"product": "Chè Shan tuyết"}]
    assert "Mỏ Cày" in data["addresses"][0]["address"]
    assert {"reminders", "reviews"} < set(data)


def test_the_page_shows_the_same_and_no_script(home, person, order_for):
    order = order_for(person)
    DeliveryAddress.objects.create(
        user=person, name=ODD, phone="+84912345678", street="Số 7", commune=makers.commune("Mỏ Cày")
    )
    page = home.get(DATA).content.decode()
    assert order.number in page
    assert "<script>alert" not in page


def test_nothing_of_others_is_in_it(home, order_for):
    theirs = order_for(makers.user())
    files = unpacked(home.get(f"{DATA}tai-ve/"))
    assert set(files) == {"du-lieu.json", "du-lieu.html"}
    assert theirs.number not in "".join(files.values())


def test_the_file_can_be_read_without_software(home, person, order_for):
    order = order_for(person, note=ODD)
    DeliveryAddress.objects.create(
        user=person, name=ODD, phone="+84912345678", street="Số 7", commune=makers.commune("Mỏ Cày")
    )
    page = unpacked(home.get(f"{DATA}tai-ve/"))["du-lieu.html"]
    assert '<html lang="vi">' in page
    assert "Mọi dữ liệu cửa hàng lưu về bạn" in page
    assert order.number in page
    assert "Tiếng Việt" in page
    assert "<script" not in page
    assert '<html lang="en">' in unpacked(home.get(f"/en{DATA}tai-ve/"))["du-lieu.html"]


def test_a_wrong_password_erases_nothing(home, person):
    assert home.post(ERASE, {"password": "sai"}).context["form"].errors
    assert User.objects.filter(pk=person.pk).exists()


def test_the_only_owner_hands_the_shop_front_over_first(home, person):
    partner = makers.producer().partner
    makers.membership(partner, person=person)
    makers.membership(partner, "packer")
    assert erase(home).context["form"].errors
    assert User.objects.filter(pk=person.pk).exists()
    makers.membership(partner)
    assert erase(home)["Location"] == "/"
    assert partner.memberships.count() == 2


def test_the_ledger_stays_and_personal_fields_go(home, person, order_for):
    order = order_for(person)
    add_to_wish_list(user=person, product=makers.product())
    deliver(order)
    total = order.total_incl_tax
    assert erase(home)["Location"] == "/"
    assert not User.objects.filter(pk=person.pk).exists()
    assert not WishList.objects.exists()
    assert not DeliveryAddress.objects.exists()
    left = Order.objects.get(pk=order.pk)
    assert (left.user, left.total_incl_tax, left.lines.count()) == (None, total, 1)
    assert left.shipping_address.first_name == "Nguyễn Thị Sáu"
    assert not [word for word in PERSONAL if word in told_of(order)]


def test_an_order_under_way_keeps_its_phone_until_it_has_arrived(home, person, order_for):
    order = order_for(person)
    erase(home)
    assert "84912345678" in told_of(order)
    assert Erasure.objects.get().waiting == [order.number]
    call_command("forget_personal_data", verbosity=0)
    assert "84912345678" in told_of(order)
    deliver(order)
    call_command("forget_personal_data", verbosity=0)
    assert not [word for word in PERSONAL if word in told_of(order)]
    assert Erasure.objects.get().waiting == []


def test_after_ten_years_name_and_street_go_too(order_for, clock):
    order = order_for()
    clock.move_to("2036-11-20 09:00 +0700")
    call_command("forget_personal_data", verbosity=0)
    assert Order.objects.get(pk=order.pk).shipping_address.first_name
    clock.move_to("2036-12-01 09:00 +0700")
    call_command("forget_personal_data", verbosity=0)
    address = Order.objects.get(pk=order.pk).shipping_address
    assert (address.first_name, address.line1) == ("", "")
    assert address.line4


def test_every_text_names_the_ten_years_that_orders_are_kept():
    assert KEPT_FOR.days // 365 == 10
    texts = {
        "cms/data/standard/quyen-rieng-tu.md": "mười năm",
        "cms/data/standard/en/quyen-rieng-tu.md": "ten years",
        "theme/templates/checkout/delivery.html": "ten years",
        "theme/templates/oscar/customer/privacy/erase.html": "ten years",
    }
    for path, words in texts.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        assert words in text, path
        assert "ghi lại" not in text, "nobody writes down who looks"


def test_every_browser_is_signed_out_and_an_email_confirms(home, person):
    other = Client()
    other.force_login(person)
    erase(home)
    assert other.get(DATA).status_code == 302
    send_emails()
    assert mail.outbox[-1].to == ["lan@example.vn"]
    assert not OutgoingEmail.objects.exclude(recipients="").exists(), "the address goes with it"
    assert erase(home).status_code == 302, "a second press is harmless"


def test_the_name_is_free_again(home, person, client):
    erase(home)
    good = {"password1": "Suoi-Giang-1987", "password2": "Suoi-Giang-1987"}
    answer = Client().post("/tai-khoan/dang-ky/", {"email": "lan@example.vn", "phone": ""} | good)
    assert answer.status_code == 302


def test_orders_of_an_erased_account_still_open_and_print(home, person, order_for):
    order = order_for(person)
    deliver(order)
    erase(home)
    assert Client().get(order_path(order)).status_code == 200
    assert Client().get(order_path(order) + "bien-nhan/").status_code == 200
