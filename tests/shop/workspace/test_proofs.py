"""Proofs of a shop front: sent in by its sellers, seen by them alone until the province has verified them."""

from datetime import timedelta

import pytest

from catalogue.clock import today
from catalogue.models import Proof
from catalogue.models.proof import ProofState
from tests import makers, photo_files, proof_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def proofs(partner):
    return f"/nguoi-ban/{partner.pk}/gian-hang/tieu-chuan/"


def fields(*products, **more) -> dict:
    facts = {"kind": "vietgap", "number": "VG-11", "issuer": "Vinacert"}
    facts |= {"valid_from": "2026-01-05", "valid_until": "2028-01-04"}
    file = photo_files.upload(photo_files.photo())
    return facts | {"products": [item.pk for item in products], "file": file} | more


def test_a_seller_sends_one_in_and_sees_how_it_stands(owner, proofs, honey):
    assert "gian-hang/tieu-chuan/" in owner.get(proofs.replace("tieu-chuan/", "")).content.decode()
    assert owner.post(f"{proofs}them/", fields(honey))["Location"] == proofs
    proof = Proof.objects.get()
    assert proof.state == ProofState.SUBMITTED
    assert [item.pk for item in proof.products.all()] == [honey.pk]
    page = owner.get(proofs).content.decode()
    assert "chờ tỉnh" in page
    assert owner.get(f"{proofs}{proof.pk}/tep/").getvalue()


def test_nothing_that_was_typed_is_lost_and_the_file_is_not_chosen_twice(owner, proofs, honey):
    page = owner.post(f"{proofs}them/", fields(honey, number="", issuer="Vinacert Huế"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Vinacert Huế" in text
    assert 'name="file-kept"' in text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"valid_until": ""}, "valid_until"),
        ({"valid_until": "2026-01-04"}, "valid_until"),
        ({"valid_from": "hôm nào"}, "valid_from"),
        ({"kind": "5 sao"}, "kind"),
        ({"number": "\u200b "}, "number"),
    ],
)
def test_what_proves_nothing_is_said_beside_its_field(owner, proofs, honey, typed, field):
    page = owner.post(f"{proofs}them/", fields(honey, **typed))
    assert page.context["form"].errors.keys() == {field}
    assert not Proof.objects.exists()


def test_a_geographical_indication_may_have_no_end(owner, proofs, honey):
    owner.post(f"{proofs}them/", fields(honey, kind="chi_dan_dia_ly", valid_until=""))
    assert Proof.objects.get().valid_until is None


def test_goods_of_others_are_no_choice(owner, proofs, honey):
    theirs = makers.product("Của người khác", producer=makers.producer("HTX Khác"))
    page = owner.post(f"{proofs}them/", fields(honey, theirs))
    assert page.context["form"].errors.keys() == {"products"}


def test_forged_fields_verify_nothing(owner, proofs, honey):
    forged = {"state": "verified", "decided_by": owner.user.pk, "producer": 1, "verified": "1"}
    owner.post(f"{proofs}them/", fields(honey, **forged))
    assert Proof.objects.get().state == ProofState.SUBMITTED


def test_taking_one_away_is_asked_first(owner, proofs, honey):
    proof = proof_makers.proof(honey)
    assert proof.number in owner.get(f"{proofs}{proof.pk}/bo/").content.decode()
    owner.post(f"{proofs}{proof.pk}/bo/")
    proof.refresh_from_db()
    assert proof.state == ProofState.WITHDRAWN
    assert "đã rút" in owner.get(proofs).content.decode()


def test_what_ends_soon_or_was_sent_back_waits_on_the_page_of_today(owner, partner, honey):
    today_page = f"/nguoi-ban/{partner.pk}/"
    proof_makers.proof(honey)
    assert "gian-hang/tieu-chuan/" not in owner.get(today_page).content.decode()
    proof_makers.proof(honey, valid_until=today() + timedelta(days=20))
    assert "gian-hang/tieu-chuan/" in owner.get(today_page).content.decode()


def test_packers_and_strangers_reach_nothing(packer, stranger, client, proofs, honey):
    proof = proof_makers.proof(honey)
    for step in ("", "them/", f"{proof.pk}/tep/", f"{proof.pk}/bo/"):
        for browser in (packer, stranger):
            assert browser.get(proofs + step).status_code == 404, step
            assert browser.post(proofs + step, fields(honey)).status_code == 404, step
        assert "/dang-nhap/" in client.get(proofs + step)["Location"]
    proof.refresh_from_db()
    assert (Proof.objects.count(), proof.state) == (1, ProofState.VERIFIED)


def test_a_proof_of_another_is_not_reached_through_ones_own(stranger, honey):
    own = stranger.user.memberships.get().partner_id
    proof = proof_makers.proof(honey)
    base = f"/nguoi-ban/{own}/gian-hang/tieu-chuan/{proof.pk}/"
    assert stranger.get(f"{base}tep/").status_code == 404
    assert stranger.post(f"{base}bo/").status_code == 404


@pytest.mark.parametrize("number", [1, 12])
def test_pages_stay_cheap(owner, proofs, honey, number, django_assert_max_num_queries):
    for _ in range(number):
        proof_makers.proof(honey)
    for step in ("", "them/"):
        with django_assert_max_num_queries(20):
            assert owner.get(proofs + step).status_code == 200
