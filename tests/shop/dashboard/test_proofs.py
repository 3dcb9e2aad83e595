"""The province looks at proofs: its own provinces' only, and never what one has sent in."""

import pytest
from django.contrib.auth.models import Group

from catalogue.models.proof import ProofState
from catalogue.models.province_assignment import ProvinceAssignment
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers, proof_makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea():
    return makers.product("Chè Shan tuyết")


@pytest.fixture
def seller(tea):
    return makers.membership(tea.producer.partner).user


@pytest.fixture
def proof(tea, seller):
    return proof_makers.proof(tea, by=seller, number="VG-77", is_verified=False)


def steward_of(province, person=None):
    person = person or makers.user(first_name="Hoa")
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    ProvinceAssignment.objects.create(user=person, province=province)
    return signed_in(person)


@pytest.fixture
def steward(roles, tea):
    return steward_of(tea.producer.province)


def path_of(proof, step: str = "") -> str:
    return f"/quan-tri/tieu-chuan/{proof.pk}/" + (f"{step}/" if step else "")


def state_of(proof) -> str:
    proof.refresh_from_db()
    return proof.state


def test_what_waits_stands_among_the_tasks_of_its_province_alone(steward, roles, proof):
    assert "VG-77" in steward.get("/quan-tri/viec/").content.decode()
    other = steward_of(makers.province("Sơn La", code="14"))
    assert "VG-77" not in other.get("/quan-tri/viec/").content.decode()
    for step in ("", "tep"):
        assert other.get(path_of(proof, step)).status_code == 404
    for step in ("xac-nhan", "tra-lai", "thu-hoi"):
        assert other.post(path_of(proof, step), {"reason": "x"}).status_code == 404
    assert state_of(proof) == ProofState.SUBMITTED


def test_verified_its_holder_is_told_and_buyers_see_it(steward, proof, tea, seller, client):
    assert "VG-77" not in client.get(tea.get_absolute_url()).content.decode()
    steward.post(path_of(proof, "xac-nhan"))
    assert state_of(proof) == ProofState.VERIFIED
    email = OutgoingEmail.objects.get(kind="proof_decided")
    assert email.reader == seller.pk
    deliver()
    assert "VG-77" in client.get(tea.get_absolute_url()).content.decode()


def test_sent_back_or_withdrawn_for_a_reason_its_holder_reads_it(steward, proof, tea, mailoutbox):
    page = steward.post(path_of(proof, "tra-lai"), {"reason": ""})
    assert page.status_code == 200
    assert state_of(proof) == ProofState.SUBMITTED
    steward.post(path_of(proof, "tra-lai"), {"reason": "Ảnh mờ, không đọc được số."})
    assert state_of(proof) == ProofState.RETURNED
    shown = proof_makers.proof(tea)
    steward.post(path_of(shown, "thu-hoi"), {"reason": "Tổ chức cấp đã thu hồi."})
    assert state_of(shown) == ProofState.WITHDRAWN
    deliver()
    bodies = " ".join(each.body for each in mailoutbox)
    assert "Ảnh mờ" in bodies
    assert "đã thu hồi" in bodies


def test_nobody_verifies_what_their_own_shop_front_has_sent_in(roles, proof, tea):
    packer = makers.membership(tea.producer.partner, "packer").user
    browser = steward_of(tea.producer.province, packer)
    assert "VG-77" not in browser.get("/quan-tri/viec/").content.decode()
    assert "tieu-chuan" in browser.get(path_of(proof)).request["PATH_INFO"]
    browser.post(path_of(proof, "xac-nhan"))
    assert state_of(proof) == ProofState.SUBMITTED


def test_what_is_decided_twice_is_said_and_changes_nothing(steward, proof):
    steward.post(path_of(proof, "xac-nhan"))
    page = steward.post(path_of(proof, "tra-lai"), {"reason": "Khoan"}, follow=True)
    assert "Khoan" in page.content.decode()
    assert state_of(proof) == ProofState.VERIFIED


@pytest.mark.parametrize("number", [1, 12])
def test_pages_stay_cheap(steward, tea, number, django_assert_max_num_queries):
    proofs = [proof_makers.proof(tea, is_verified=False) for _ in range(number)]
    for path in ("/quan-tri/tieu-chuan/", path_of(proofs[0])):
        with django_assert_max_num_queries(20):
            assert steward.get(path).status_code == 200
