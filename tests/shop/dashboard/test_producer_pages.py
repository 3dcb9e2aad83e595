"""The province looks at what its producers tell of themselves; nobody approves their own."""

import pytest

from catalogue.models import Producer, ProducerPageDraft
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from tests import makers
from tests.listing_makers import photo_file
from tests.producer_page_makers import PEOPLE, WORDS, page_draft, submitted_page
from tests.shop.dashboard.test_listing_drafts import steward_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer():
    return makers.producer("Hợp tác xã Cây Tràm")


@pytest.fixture
def owner(producer):
    return makers.membership(producer.partner).user


@pytest.fixture
def draft(producer, owner):
    return submitted_page(producer, by=owner)


@pytest.fixture
def steward(roles, producer):
    return steward_of(producer.province, roles)


def path_of(draft, step: str = "") -> str:
    return f"/quan-tri/trang-nha-san-xuat/{draft.pk}/" + (f"{step}/" if step else "")


def approve(browser, draft, **typed):
    return browser.post(path_of(draft, "duyet"), {"version": draft.version} | typed)


def test_what_waits_stands_among_the_tasks_of_its_province(steward, roles, draft, producer):
    assert producer.name in steward.get("/quan-tri/viec/").content.decode()
    other = steward_of(makers.province("Sơn La", code="14"), roles)
    assert producer.name not in other.get("/quan-tri/viec/").content.decode()
    assert other.get(path_of(draft)).status_code == 404
    assert approve(other, draft).status_code == 404


def test_old_and_new_stand_side_by_side(steward, producer, owner):
    Producer.objects.filter(pk=producer.pk).update(about="Lời cũ")
    producer.refresh_from_db()
    sent = submitted_page(
        producer, by=owner, people=PEOPLE, phone="+84912345678", portrait=photo_file()
    )
    page = steward.get(path_of(sent)).content.decode()
    for text in ("Lời cũ", WORDS, "Trần Thị Mận", "0912 345 678"):
        assert text in page


def test_approved_it_is_shown(steward, draft, producer):
    approve(steward, draft)
    producer.refresh_from_db()
    assert producer.about == WORDS
    approve(steward, draft)
    assert ProducerPageDraft.objects.get().state == "approved"


def test_an_approval_of_an_older_version_shows_nothing(steward, draft, producer):
    approve(steward, draft, version=draft.version - 1)
    producer.refresh_from_db()
    assert producer.about == ""


def test_who_works_there_decides_nothing(steward, draft, producer):
    makers.membership(producer.partner, "packer", person=steward.user)
    approve(steward, draft)
    steward.post(path_of(draft, "sua-lai"), {"version": draft.version, "text": "x"})
    assert ProducerPageDraft.objects.get().state == "submitted"
    assert producer.name not in steward.get("/quan-tri/viec/").content.decode()


def test_it_is_sent_back_with_reasons_and_the_news_goes_by_the_outbox(
    steward, draft, owner, mailoutbox
):
    typed = {"version": draft.version, "reasons": ["portrait"], "text": "Chụp lại nhé."}
    steward.post(path_of(draft, "sua-lai"), typed)
    draft.refresh_from_db()
    assert draft.state == "changes_asked"
    assert OutgoingEmail.objects.get().reader == owner.pk
    deliver()
    assert "Chụp lại nhé." in mailoutbox[0].body
    assert f"/nguoi-ban/{draft.producer.partner_id}/trang/" in mailoutbox[0].body


def test_officers_look_and_do_not_decide(officer, draft):
    assert officer.get(path_of(draft)).status_code == 200
    assert approve(officer, draft).status_code == 403


def test_a_draft_that_was_never_sent_is_nobodys_business(steward, producer, owner):
    assert steward.get(path_of(page_draft(producer, by=owner))).status_code == 404


def test_the_pages_cost_the_same_for_any_number(
    steward, producer, roles, django_assert_max_num_queries
):
    first = submitted_page(producer)
    for number in range(3):
        submitted_page(makers.producer(f"Hợp tác xã {number}"), people=PEOPLE)
        with django_assert_max_num_queries(20):
            steward.get("/quan-tri/trang-nha-san-xuat/")
    with django_assert_max_num_queries(20):
        steward.get(path_of(first))
