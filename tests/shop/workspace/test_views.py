"""The way in: members to their shop front, everybody else to a word on how to join."""

import pytest

from shop.partner.membership import end_membership
from shop.partner.models import Membership
from tests import makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


def pages(partner, order=None, honey=None) -> list[str]:
    base = f"/nguoi-ban/{partner.pk}/"
    found = [base, f"{base}don-hang/", f"{base}don-hang/nhat-hang/", f"{base}gian-hang/"]
    found += [f"{base}hang/", f"{base}don-hang/in/"]
    found += [f"{base}hang/", f"{base}gian-hang/nguoi/", f"{base}gian-hang/nguoi/moi/"]
    found += [f"{base}gian-hang/nguoi/{word}/" for word in ("giao-lai", "roi")]
    found += [f"{base}don-hang/xuat/", f"{base}tra-hang/", f"{base}tien/", f"{base}so-lieu/"]
    found += [f"{base}hang/bang-tinh/", f"{base}trang/", f"{base}lien-he/"]
    found += [f"{base}gian-hang/tieu-chuan/", f"{base}gian-hang/tieu-chuan/them/"]
    found += [f"{base}tien/tai-khoan/", f"{base}gian-hang/lich-su/"]
    found += [f"{base}thong-bao/", f"{base}thong-bao/cai-dat/"]
    if order:
        own = f"/nguoi-ban/don-hang/{order.pk}/"
        found += [own, f"{own}tin-nhan/", f"{own}kien/", f"{own}ghi-chu/"]
    if honey:
        found += [
            f"/nguoi-ban/hang/{honey.stockrecords.get().pk}/",
            f"/nguoi-ban/hang/{honey.stockrecords.get().pk}/tam-dung/",
        ]
    return found


def test_a_member_of_one_is_led_to_it(owner, partner):
    assert owner.get("/nguoi-ban/")["Location"] == f"/nguoi-ban/{partner.pk}/"


def test_a_member_of_several_chooses(owner, partner):
    other = makers.producer("Hợp tác xã Sông Đốc").partner
    makers.membership(other, person=owner.user)
    page = owner.get("/nguoi-ban/").content.decode()
    assert f"/nguoi-ban/{partner.pk}/" in page
    assert f"/nguoi-ban/{other.pk}/" in page


def test_who_belongs_to_none_is_led_to_the_register(client):
    answer = signed_in(makers.user()).get("/nguoi-ban/")
    assert answer["Location"] == "/nguoi-ban/tham-gia/"
    assert "/dang-nhap/" in client.get("/nguoi-ban/")["Location"]


def test_signing_in_leads_sellers_to_their_shop_front(client, partner):
    person = makers.membership(partner).user
    posted = {"username": person.email, "password": "mat-khau-thu"}
    answer = client.post("/tai-khoan/dang-nhap/", posted)
    assert answer["Location"] == "/nguoi-ban/"


def test_every_page_opens_to_its_owner(owner, partner, order, honey):
    for path in pages(partner, order, honey):
        answer = owner.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"].startswith("max-age=0"), path


def test_every_page_is_missing_for_strangers(stranger, partner, order, honey):
    for path in pages(partner, order, honey):
        assert stranger.get(path).status_code == 404, path
        assert stranger.post(path, {"to": "confirmed"}).status_code in (404, 405), path


def test_who_has_left_is_out_with_the_next_request(owner, packer, partner, order):
    path = f"/nguoi-ban/don-hang/{order.pk}/"
    assert packer.get(path).status_code == 200
    end_membership(membership=Membership.objects.get(user=packer.user))
    assert packer.get(path).status_code == 404
    assert packer.post(path, {"to": "packed"}).status_code == 404


def test_a_packer_opens_no_goods(packer, partner, honey):
    assert packer.get(f"/nguoi-ban/{partner.pk}/hang/").status_code == 404
    record = honey.stockrecords.get()
    path = f"/nguoi-ban/hang/{record.pk}/"
    assert packer.get(path).status_code == 404
    assert packer.post(path, {"price": "1"}).status_code == 404
    record.refresh_from_db()
    assert record.price == 210_000
    assert packer.get("/quan-tri/catalogue/").status_code == 403


def test_only_members_see_the_link_in_the_header(owner):
    assert "/nguoi-ban/" in owner.get("/gio-hang/").content.decode()
    assert "/nguoi-ban/" not in signed_in(makers.user()).get("/gio-hang/").content.decode()


def test_english_mirrors_it(owner, partner):
    page = owner.get(f"/en/nguoi-ban/{partner.pk}/").content.decode()
    assert "Shop front" in page
