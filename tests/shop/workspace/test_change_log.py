"""Who changed what: people, officials and machines by name, with what stood there before."""

import pytest
from django.apps import apps

from catalogue.change_history import acting_as
from catalogue.models import Producer
from shop.partner.change_log import read_change_log
from shop.partner.membership import change_role, end_membership
from shop.partner.models import MemberRole, Membership, StockRecord
from shop.users.roles import SHOPKEEPERS, create_roles
from tests import makers
from tests.reading import as_read
from tests.shop.dashboard.conftest import member, signed_in
from tests.shop.workspace import test_goods_sheet as goods_sheet
from tests.shop.workspace.conftest import HONEY

pytestmark = pytest.mark.django_db


def path_of(partner) -> str:
    return f"/nguoi-ban/{partner.pk}/gian-hang/lich-su/"


def changes(partner) -> list[tuple]:
    return [
        (row.what, row.kind, [(field.label, field.before, field.after) for field in row.fields])
        for row in read_change_log(partner)
    ]


def test_a_price_says_what_stood_there_and_who_changed_it(owner, partner, honey):
    record = honey.stockrecords.get()
    StockRecord.history.all().delete()  # as what an import made
    owner.post(
        f"/nguoi-ban/hang/{record.pk}/",
        {"price": "199000", "available": "10", "seen_price": "210000", "seen_available": "10"},
    )
    record.refresh_from_db()
    assert record.price == 199_000
    row = read_change_log(partner)[0]
    (field,) = row.fields
    assert (field.before, field.after) == ("210.000\xa0₫", "199.000\xa0₫")
    assert row.who == str(owner.user)
    assert "199.000\xa0₫" in as_read(owner.get(path_of(partner)))


def test_people_and_the_producer_are_in_it(owner, packer, partner):
    change_role(membership=Membership.objects.get(user=packer.user), role=MemberRole.SELLER)
    end_membership(membership=Membership.objects.get(user=packer.user))
    producer = Producer.objects.get(partner=partner)
    producer.phone = "+84912345678"
    producer.save()
    told = changes(partner)
    assert ("–", "+84912345678") in [field[1:] for row in told for field in row[2]]
    assert [row[1] for row in told if str(packer.user) in row[0]] == ["-", "~", "+"]


def test_machines_are_named_and_a_save_without_a_change_is_none(partner):
    producer = Producer.objects.get(partner=partner)
    producer.save()
    assert not [row for row in changes(partner) if row[1] == "~"]
    with acting_as("register files"):
        producer.about = "Rừng tràm"
        producer.save()
    (row,) = [row for row in read_change_log(partner) if row.kind == "~"]
    assert "register files" in row.who


def test_a_sheet_stands_in_it_with_who_applied_it(owner, partner, honey):
    rows = goods_sheet.sheet_of(owner, partner)
    goods_sheet.send(
        owner, partner, goods_sheet.workbook(goods_sheet.changed(rows, HONEY, price="195.000"))
    )
    goods_sheet.press(owner, "apply")
    row = read_change_log(partner)[0]
    assert (row.who, row.what) == (str(owner.user), f"Giá và số lượng: {HONEY}")
    assert [field.after for field in row.fields] == ["195.000\xa0₫"]


def test_only_owners_and_staff_read_it(packer, stranger, partner):
    create_roles(apps)
    shopkeeper = signed_in(member(SHOPKEEPERS, is_staff=True))
    for browser in (packer, stranger):
        assert browser.get(path_of(partner)).status_code == 404
    assert shopkeeper.get(f"/quan-tri/lich-su/{partner.pk}/").status_code == 200
    assert stranger.get(f"/quan-tri/lich-su/{partner.pk}/").status_code == 403


def test_the_goods_of_others_are_not_in_it(owner, partner, honey):
    makers.product("Bí mật")
    assert "Bí mật" not in as_read(owner.get(path_of(partner)))
