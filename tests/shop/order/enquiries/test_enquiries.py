"""Asking a seller without an order: only where nothing can be ordered, once, through a secret link."""

from datetime import timedelta

import pytest
from django.test import Client

from catalogue.clock import now, present_day
from catalogue.models.product import LegalType
from shop.customer.privacy.erasure import erase_account
from shop.customer.privacy.export import export_of
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import render
from shop.operations.logs import without_secrets
from shop.order.enquiries.links import enquiry_path
from shop.order.enquiries.services import KEPT_FOR, delete_old_enquiries
from shop.order.enquiries.views import ASKING
from shop.order.models import Enquiry, OrderMessage, OrderMessagePhoto
from shop.partner.ordering_pause import pause_ordering, pause_product, pause_shop
from shop.users import form_trap
from tests import makers, photo_files
from tests.enquiry_makers import QUESTION, enquiry, typed, typed_visit
from tests.reading import as_read
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Tests are quicker than people."""
    monkeypatch.setattr(form_trap, "FASTEST_SECONDS", -1)


@pytest.fixture
def honey(db):
    return makers.product("Mật ong", price=210_000)


@pytest.fixture
def paused(honey):
    pause_product(
        record=honey.stockrecords.get(), first=present_day(), last=None, reason="Hết mùa."
    )
    return honey


@pytest.fixture
def stay(db):
    """A tourism service; nobody keeps stock of it."""
    item = makers.product("Làng Thái Hải", legal_type=LegalType.SERVICE, price=None)
    item.stockrecords.all().delete()
    return item


def page_of(item) -> str:
    return f"/hoi-nguoi-ban/san-pham/{item.pk}/"


def send(item, fields, browser=None):
    browser = browser or Client()
    opened = browser.get(page_of(item)).context["form"]["opened"].value()
    return browser.post(page_of(item), fields | {"opened": opened})


@pytest.mark.parametrize("cause", ["product", "seller", "shop"])
def test_the_page_of_what_cannot_be_ordered_leads_to_the_form(honey, cause):
    record, day = honey.stockrecords.get(), present_day()
    if cause == "product":
        pause_product(record=record, first=day, last=None, reason="Hết mùa.")
    elif cause == "seller":
        pause_ordering(partner=record.partner, first=day, last=day, reason="Đi hội chợ.")
    else:
        pause_shop(first=day, last=day, reason="Tết.", reason_en="Tết.", by=makers.user())
    assert page_of(honey) in Client().get(honey.get_absolute_url()).content.decode()
    assert Client().get(page_of(honey)).status_code == 200


def test_what_can_be_ordered_is_ordered(honey):
    assert page_of(honey) not in Client().get(honey.get_absolute_url()).content.decode()
    assert Client().get(page_of(honey))["Location"] == honey.get_absolute_url()
    assert Client().post(page_of(honey), typed())["Location"] == honey.get_absolute_url()
    assert not Enquiry.objects.exists()


def test_what_is_not_certified_any_more_has_no_form(honey, clock):
    pause_product(
        record=honey.stockrecords.get(), first=present_day(), last=None, reason="Hết mùa."
    )
    clock.move_to(now() + timedelta(days=2000))
    assert Client().get(page_of(honey)).status_code == 404


def test_a_question_arrives_as_a_thread_behind_a_secret_link(paused):
    answer = send(paused, typed())
    asked = Enquiry.objects.get()
    assert answer["Location"] == enquiry_path(asked)
    assert (asked.partner, asked.title, asked.phone) == (
        paused.stockrecords.get().partner,
        "Mật ong",
        "",
    )
    assert QUESTION in as_read(Client().get(enquiry_path(asked)))
    assert Client().get(enquiry_path(asked)[:-2] + "x/").status_code == 404
    assert asked.email not in Client().get(enquiry_path(asked)).content.decode()
    assert without_secrets(enquiry_path(asked)) == "/hoi-nguoi-ban/***/"


def test_pressed_twice_it_is_one_thread(paused):
    fields = typed()
    assert {send(paused, fields)["Location"] for _press in range(2)} == {
        enquiry_path(Enquiry.objects.get())
    }
    assert OrderMessage.objects.count() == 1


def test_the_seller_and_whoever_asked_are_told_without_the_words(paused):
    person = makers.membership(paused.stockrecords.get().partner).user
    send(paused, typed(text="Gọi 0912 345 678 nhé"))
    emails = {email.kind: email for email in OutgoingEmail.objects.all()}
    receipt, notice = (
        render(emails[kind]) for kind in ("enquiry_received", "order_message_seller")
    )
    assert receipt.to == "lan@example.vn"
    assert enquiry_path(Enquiry.objects.get()) in receipt.text
    assert notice.to == person.email
    assert "Gọi" not in receipt.text + notice.text
    assert OrderMessage.objects.get().text == "Gọi ••• nhé"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "lan"}, "email"),
        ({"text": ""}, "text"),
        ({"website": "http://spam"}, "website"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(paused, changed, field):
    answer = send(paused, typed(**changed))
    assert list(answer.context["form"].errors) == [field]
    assert typed(**changed)["text"] in answer.content.decode()
    assert not Enquiry.objects.exists()


def test_who_is_quicker_than_people_is_asked_to_press_again(paused, monkeypatch):
    monkeypatch.setattr(form_trap, "FASTEST_SECONDS", 60)
    assert "nhanh" in as_read(send(paused, typed()))
    assert not Enquiry.objects.exists()


def test_who_asks_too_often_has_to_wait(paused, monkeypatch):
    monkeypatch.setattr("shop.order.enquiries.views.ASKING", type(ASKING)("few", 1, 60))
    send(paused, typed())
    answer = send(paused, typed(text="Lần nữa"))
    assert (answer.status_code, Enquiry.objects.count()) == (429, 1)
    assert "Lần nữa" in answer.content.decode()


def test_an_account_finds_its_questions_again(paused):
    lan = makers.user()
    browser = signed_in(lan)
    send(paused, typed(), browser)
    asked = Enquiry.objects.get()
    assert asked.user == lan
    assert enquiry_path(asked) in browser.get("/tai-khoan/cau-hoi/").content.decode()
    assert export_of(lan)["enquiries"][0]["messages"] == [QUESTION]


def test_erasing_the_account_takes_them_along(paused):
    lan = makers.user()
    enquiry(paused, user=lan)
    erase_account(user=lan)
    assert not Enquiry.objects.exists()
    assert not OrderMessage.objects.exists()


def test_threads_of_a_year_ago_are_deleted_with_their_photographs(
    paused, django_capture_on_commit_callbacks
):
    asked = enquiry(paused)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(
            enquiry_path(asked),
            {
                "submission": typed()["submission"],
                "photo_1": photo_files.upload(photo_files.photo()),
            },
        )
    photo = OrderMessagePhoto.objects.get().photo
    assert delete_old_enquiries() == 0
    Enquiry.objects.update(touched_at=now() - KEPT_FOR - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_old_enquiries() == 1
    assert not OrderMessage.objects.exists()
    assert not photo.storage.exists(photo.name)


def test_a_visit_asks_for_day_guests_and_phone(stay):
    assert page_of(stay) in Client().get(stay.get_absolute_url()).content.decode()
    send(stay, typed_visit())
    asked = Enquiry.objects.get()
    assert (asked.guests, asked.phone, asked.state) == (3, "+84912345678", "asked")
    assert asked.partner == stay.producer.partner


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"visit_on": "today"}, "visit_on"),
        ({"visit_on": "2099-01-01"}, "visit_on"),
        ({"visit_on": ""}, "visit_on"),
        ({"guests": "0"}, "guests"),
        ({"guests": "501"}, "guests"),
        ({"phone": "12"}, "phone"),
        ({"phone": ""}, "phone"),
    ],
)
def test_a_visit_is_from_tomorrow_on_with_guests_and_a_phone(stay, changed, field):
    if changed.get("visit_on") == "today":
        changed = {"visit_on": present_day().isoformat()}
    assert list(send(stay, typed_visit(**changed)).context["form"].errors) == [field]
    assert not Enquiry.objects.exists()


def test_a_guest_accepts_the_day_that_the_host_proposes(stay):
    asked = enquiry(stay, visit=True)
    day = present_day() + timedelta(days=9)
    Enquiry.objects.filter(pk=asked.pk).update(state="proposed", proposed_on=day)
    fields = {"step": "accepted", "submission": typed()["submission"]}
    for _press in range(2):
        assert Client().post(enquiry_path(asked), fields).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.visit_on, asked.proposed_on) == ("accepted", day, None)
    assert asked.messages.count() == 2


def test_a_guest_agrees_to_nothing_that_was_not_proposed(stay):
    asked = enquiry(stay, visit=True)
    answer = Client().post(
        enquiry_path(asked), {"step": "accepted", "submission": typed()["submission"]}
    )
    assert "không còn như vậy" in as_read(answer)
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_forms_and_threads_stay_out_of_search_engines(paused):
    asked = enquiry(paused)
    assert 'content="noindex"' in Client().get(page_of(paused)).content.decode()
    answer = Client().get(enquiry_path(asked))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"] or "max-age=0" in answer["Cache-Control"]


def test_pages_of_a_thread_cost_the_same_with_one_message_and_with_ten(
    paused, django_assert_max_num_queries
):
    asked = enquiry(paused)
    Client().get(enquiry_path(asked))
    with django_assert_max_num_queries(15):
        Client().get(enquiry_path(asked))
    for number in range(9):
        Client().post(enquiry_path(asked), typed(text=f"Hỏi thêm {number}"))
    with django_assert_max_num_queries(15):
        Client().get(enquiry_path(asked))
    with django_assert_max_num_queries(15):
        Client().get(page_of(paused))
