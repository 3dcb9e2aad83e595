"""Papers of a shop front: added, replaced, reminded of, and read by its sellers only."""

from datetime import timedelta

import pytest

from catalogue.clock import today
from shop.partner.models import SellerPaper
from tests import onboarding_makers, photo_files
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(partner):
    return f"/nguoi-ban/{partner.pk}/gian-hang/giay-to/"


def fields(**more) -> dict:
    facts = {"kind": "food_safety", "number": "12/ATTP", "issuer": "Chi cục"}
    return facts | {"file": photo_files.upload(photo_files.photo())} | more


def test_a_seller_adds_and_replaces_a_paper_and_the_old_one_stays(owner, partner, papers):
    soon = today() + timedelta(days=20)
    assert owner.post(f"{papers}them/", fields(ends_on=soon.isoformat()))["Location"] == papers
    old = SellerPaper.objects.get()
    owner.post(f"{papers}{old.pk}/thay/", fields(number="13/ATTP"))
    old.refresh_from_db()
    assert old.replaced_by.number == "13/ATTP"
    assert [row.number for row in SellerPaper.objects.current()] == ["13/ATTP"]
    assert owner.get(f"{papers}{old.pk}/tep/").getvalue()
    assert owner.get(f"{papers}{old.pk}/thay/").status_code == 404


def test_what_ends_soon_waits_on_the_page_of_today(owner, partner):
    soon = today() + timedelta(days=20)
    onboarding_makers.paper(partner=partner, ends_on=soon)
    assert "giay-to/" in owner.get(f"/nguoi-ban/{partner.pk}/").content.decode()
    SellerPaper.objects.update(ends_on=today() + timedelta(days=200))
    assert "giay-to/" not in owner.get(f"/nguoi-ban/{partner.pk}/").content.decode()


def test_packers_and_strangers_read_nothing(packer, stranger, client, partner, papers):
    paper = onboarding_makers.paper(partner=partner)
    for path in (papers, f"{papers}them/", f"{papers}{paper.pk}/thay/", f"{papers}{paper.pk}/tep/"):
        for browser in (packer, stranger):
            assert browser.get(path).status_code == 404, path
            assert browser.post(path, fields()).status_code == 404, path
        assert "/dang-nhap/" in client.get(path)["Location"]
    assert SellerPaper.objects.count() == 1


def test_a_paper_of_another_seller_is_not_reached_through_ones_own(owner, stranger, papers):
    theirs = stranger.user.memberships.get().partner
    paper = onboarding_makers.paper(partner=theirs)
    assert owner.get(f"{papers}{paper.pk}/tep/").status_code == 404
    assert owner.post(f"{papers}{paper.pk}/thay/", fields()).status_code == 404


def test_no_public_page_names_a_paper(owner, partner, honey):
    onboarding_makers.paper(partner=partner, number="BI-MAT-41")
    visitor = signed_in(owner.user)
    for path in (honey.get_absolute_url(), partner.producer.get_absolute_url()):
        assert "BI-MAT-41" not in visitor.get(path).content.decode()


def test_pages_stay_cheap(owner, partner, papers, django_assert_max_num_queries):
    for number in range(6):
        onboarding_makers.paper(partner=partner, number=str(number))
    for path in (papers, f"{papers}them/"):
        with django_assert_max_num_queries(20):
            assert owner.get(path).status_code == 200
