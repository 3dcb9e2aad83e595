"""Proofs on public pages: told with issuer and end day while they hold, found by, and gone with midnight."""

from datetime import date, datetime, timedelta

import pytest

from catalogue.clock import VIETNAM, today
from catalogue.models import Product
from catalogue.services.proofs import withdraw_proof
from tests import makers, proof_makers
from tests.search.conftest import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea():
    return makers.product("Chè Shan tuyết")


def shown_on(client, item) -> list[bool]:
    pages = (item.get_absolute_url(), item.producer.get_absolute_url())
    return ["VG-5" in client.get(page).content.decode() for page in pages]


def test_it_is_told_with_issuer_and_last_day(client, tea):
    proof_makers.proof(tea, number="VG-5", issuer="Quacert", valid_until=date(2027, 9, 30))
    page = client.get(tea.get_absolute_url()).content.decode()
    for word in ("VietGAP", "VG-5", "Quacert", "30/09/2027"):
        assert word in page, word
    assert shown_on(client, tea) == [True, True]


def test_what_waits_has_ended_or_is_withdrawn_is_told_nowhere(client, tea):
    proof_makers.proof(tea, number="VG-5", is_verified=False)
    proof_makers.proof(tea, number="VG-51", valid_until=today() - timedelta(days=1))
    proof_makers.proof(tea, number="VG-52", valid_from=today() + timedelta(days=1))
    gone = proof_makers.proof(tea, number="VG-53")
    withdraw_proof(proof=gone, by=makers.user(), reason="Sai")
    assert shown_on(client, tea) == [False, False]


def test_it_covers_no_other_product_of_its_producer(client, tea):
    other = makers.product("Mật ong", producer=tea.producer)
    proof_makers.proof(tea, number="VG-5")
    assert "VG-5" not in client.get(other.get_absolute_url()).content.decode()


def test_goods_that_go_over_to_another_producer_leave_it_behind(client, tea):
    proof_makers.proof(tea, number="VG-5")
    Product.objects.filter(pk=tea.pk).update(producer=makers.producer("HTX Khác"))
    tea.refresh_from_db()
    assert shown_on(client, tea) == [False, False]
    index()
    assert tea.title not in client.get("/san-pham/?tieu_chuan=vietgap").content.decode()


def test_it_is_not_told_of_what_has_no_star_any_more(client, tea):
    ended = makers.product("Trà cũ", producer=tea.producer, until=today() - timedelta(days=1))
    proof_makers.proof(ended, number="VG-5")
    assert shown_on(client, ended) == [False, False]


def test_a_list_is_narrowed_to_it_until_midnight(client, clock, tea):
    clock.move_to(datetime(2026, 3, 10, 23, 0, tzinfo=VIETNAM))
    makers.product("Mật ong")
    proof_makers.proof(tea, kind="huu_co", valid_until=date(2026, 3, 10))
    index()
    page = client.get("/san-pham/?tieu_chuan=huu_co").content.decode()
    assert "Chè Shan tuyết" in page
    assert "Mật ong" not in page
    clock.move_to(datetime(2026, 3, 11, 0, 1, tzinfo=VIETNAM))
    assert "Chè Shan tuyết" not in client.get("/san-pham/?tieu_chuan=huu_co").content.decode()


def test_an_unknown_standard_is_ignored_with_a_note(client, tea):
    index()
    page = client.get("/san-pham/?tieu_chuan=5-sao")
    assert page.status_code == 200
    assert "5-sao" in page.content.decode()
