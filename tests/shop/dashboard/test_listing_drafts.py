"""The province looks at what its producers send in; nobody approves their own."""

import pytest
from django.contrib.auth.models import Group

from catalogue.listings.drafts import begin_change, submit_listing, write_draft
from catalogue.models import Certificate, ListingDraft, Product
from catalogue.models.province_assignment import ProvinceAssignment
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.partner.models import StockRecord
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers
from tests.listing_makers import submitted_draft
from tests.photo_files import photo, upload
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer():
    return makers.producer("Hợp tác xã Cây Tràm")


@pytest.fixture
def owner(producer):
    return makers.membership(producer.partner).user


@pytest.fixture
def draft(producer, owner):
    return submitted_draft(producer, by=owner)


def steward_of(province, roles):
    person = makers.user(first_name="Hoa")
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    ProvinceAssignment.objects.create(user=person, province=province)
    return signed_in(person)


@pytest.fixture
def steward(roles, producer):
    return steward_of(producer.province, roles)


def path_of(draft, step: str = "") -> str:
    return f"/quan-tri/tin-dang/{draft.pk}/" + (f"{step}/" if step else "")


def approve(browser, draft, **typed):
    return browser.post(path_of(draft, "duyet"), {"version": draft.version} | typed)


def test_what_waits_stands_among_the_tasks_of_its_province(steward, roles, draft):
    assert draft.title in steward.get("/quan-tri/viec/").content.decode()
    other = steward_of(makers.province("Sơn La", code="14"), roles)
    assert draft.title not in other.get("/quan-tri/viec/").content.decode()
    assert other.get(path_of(draft)).status_code == 404
    assert approve(other, draft).status_code == 404


def test_old_and_new_stand_side_by_side(steward, producer, owner):
    product = makers.product("Mật ong", producer=producer, description="Lời cũ")
    change = begin_change(product=product, by=owner)
    write_draft(draft=change, by=owner, facts={"description": "Lời mới"})
    sent = submit_listing(draft=change, by=owner)
    Product.objects.filter(pk=product.pk).update(description="Ai đó sửa")
    page = steward.get(path_of(sent)).content.decode()
    assert "Ai đó sửa" in page
    assert "Lời mới" in page
    assert "đã thay đổi từ khi" in page


def test_approved_a_new_product_has_its_price_at_once(steward, draft):
    approve(steward, draft)
    record = StockRecord.objects.get(product__title=draft.title)
    assert (record.price, record.num_in_stock) == (185_000, 20)
    assert record.partner == draft.producer.partner
    assert ListingDraft.objects.get().state == "approved"


def test_an_approval_of_an_older_version_writes_nothing(steward, draft):
    answer = approve(steward, draft, version=draft.version - 1)
    assert answer.status_code == 302
    assert ListingDraft.objects.get().state == "submitted"
    assert not Product.objects.exists()


def test_a_second_press_finds_it_decided(steward, draft):
    approve(steward, draft)
    approve(steward, draft)
    assert Product.objects.count() == 1


def test_who_works_for_the_seller_decides_nothing(steward, draft, producer):
    makers.membership(producer.partner, "packer", person=steward.user)
    approve(steward, draft)
    steward.post(path_of(draft, "sua-lai"), {"version": draft.version, "text": "x"})
    assert ListingDraft.objects.get().state == "submitted"
    assert draft.title not in steward.get("/quan-tri/viec/").content.decode()


def test_it_is_sent_back_with_reasons_that_its_people_read(steward, draft, owner):
    typed = {"version": draft.version, "reasons": ["photos"], "text": "Chụp lại mặt sau."}
    steward.post(path_of(draft, "sua-lai"), typed)
    draft.refresh_from_db()
    assert draft.state == "changes_asked"
    assert "Chụp lại mặt sau." in draft.reason
    page = signed_in(owner).get(f"/nguoi-ban/tin-dang/{draft.pk}/").content.decode()
    assert "Chụp lại mặt sau." in page


def test_nobody_is_sent_back_without_a_reason(steward, draft):
    page = steward.post(path_of(draft, "sua-lai"), {"version": draft.version, "text": " "})
    assert page.status_code == 200
    assert ListingDraft.objects.get().state == "submitted"


def test_the_news_goes_by_the_outbox(steward, draft, owner, mailoutbox):
    steward.post(path_of(draft, "sua-lai"), {"version": draft.version, "text": "Ảnh mờ."})
    assert OutgoingEmail.objects.get().reader == owner.pk
    deliver()
    assert "Ảnh mờ." in mailoutbox[0].body
    assert mailoutbox[0].to == [owner.email]


def test_officers_look_and_do_not_decide(officer, draft):
    assert officer.get(path_of(draft)).status_code == 200
    assert approve(officer, draft).status_code == 403


def test_a_certificate_sent_in_is_entered_by_one_and_verified_by_another(
    producer, owner, steward, officer, verifier
):
    facts = {"decision_number": "77/QĐ-UBND", "decision_date": "2026-03-05"}
    draft = submitted_draft(producer, by=owner, scan=upload(photo(), "giay.jpg"), **facts)
    paper = steward.get(path_of(draft, "giay"))
    assert b"".join(paper.streaming_content).startswith(b"\xff\xd8")
    approve(steward, draft)
    product = Product.objects.get()
    assert not Product.objects.public().exists()
    assert draft.title in officer.get("/quan-tri/viec/").content.decode()
    form = f"/quan-tri/chung-nhan/nop/{product.pk}/"
    assert "77/QĐ-UBND" in officer.get(form).content.decode()
    typed = {
        "stars": "4",
        "issuer_level": "province",
        "issuer": "UBND tỉnh",
        "decision_number": "77/QĐ-UBND",
        "decision_date": "2026-03-05",
    }
    officer.post(form, typed)
    certificate = Certificate.objects.get()
    assert certificate.scan
    assert draft.title not in officer.get("/quan-tri/viec/").content.decode()
    verifier.post(f"/quan-tri/chung-nhan/{certificate.pk}/xac-minh/")
    assert Product.objects.for_sale().get() == product


def test_a_draft_that_was_never_sent_is_nobodys_business(steward, producer, owner):
    product = makers.product("Mật ong", producer=producer)
    change = begin_change(product=product, by=owner)
    assert steward.get(path_of(change)).status_code == 404


def test_the_pages_cost_the_same_for_any_number(
    steward, producer, owner, django_assert_max_num_queries
):
    drafts = [submitted_draft(producer, by=owner, title=f"Mật {n}", photos=n) for n in (1, 4)]
    with django_assert_max_num_queries(20):
        steward.get("/quan-tri/tin-dang/")
    for each in drafts:
        with django_assert_max_num_queries(20):
            steward.get(path_of(each))


def test_season_and_area_reach_the_product_once_approved(steward, producer, owner):
    product = makers.product("Vải thiều", producer=producer)
    change = begin_change(product=product, by=owner)
    facts = {"season_months": 0b110000, "closed_off_season": True}
    facts["delivery_provinces"] = [producer.province.code]
    write_draft(draft=change, by=owner, facts=facts)
    sent = submit_listing(draft=change, by=owner)
    page = steward.get(path_of(sent)).content.decode()
    assert "Tháng 5 đến tháng 6" in page
    approve(steward, sent)
    product.refresh_from_db()
    assert (product.season_months, product.closed_off_season) == (0b110000, True)
    assert product.delivery_provinces == [producer.province.code]
