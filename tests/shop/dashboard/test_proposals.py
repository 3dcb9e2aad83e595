"""What registers say of ends: seen in one's province, confirmed or rejected by a second person."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from catalogue.clock import today
from catalogue.models import Product, ProposedRevocation, Province
from catalogue.services.exceptions import CertificateError, SameActor
from catalogue.services.proposals import (
    confirm_extension,
    confirm_revocation,
    propose_extension,
    propose_revocation,
    reject_revocation,
)
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers

LIST = "/quan-tri/de-nghi/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    """A withdrawal that a register names, of a product in Thái Nguyên."""
    tea = makers.product("Trà dây", province=makers.province("Thái Nguyên"))
    return propose_revocation(
        certificate=tea.certificate,
        by=makers.user(),
        source="thu hồi QĐ 800/QĐ-UBND",
        decision_number="800/QĐ-UBND",
        decision_date=today() - timedelta(days=3),
    )


@pytest.fixture
def extension():
    """An extension that a register names."""
    tea = makers.product("Trà hoa", until=today() + timedelta(days=30))
    return propose_extension(certificate=tea.certificate, by=makers.user(), source="gia hạn")


def steward_of(name):
    """A client whose person acts for one province."""
    person = makers.user()
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    person.province_assignments.create(province=Province.objects.get(name=name))
    client = Client()
    client.force_login(person)
    return client


class TestServices:
    def test_it_is_proposed_once(self, proposal):
        again = propose_revocation(
            certificate=proposal.certificate,
            by=makers.user(),
            source="lần nữa",
            decision_number=proposal.decision_number,
            decision_date=proposal.decision_date,
        )
        assert again is None

    def test_who_proposed_it_may_not_decide(self, proposal):
        with pytest.raises(SameActor):
            confirm_revocation(proposal=proposal, by=proposal.proposed_by, ground="b")

    def test_confirming_revokes_from_the_day_of_the_decision(self, proposal):
        confirm_revocation(proposal=proposal, by=makers.user(), ground="b")
        certificate = proposal.certificate
        certificate.refresh_from_db()
        assert certificate.revoked_on == proposal.decision_date
        assert not Product.objects.public().filter(pk=certificate.product_id).exists()

    def test_a_ground_is_needed(self, proposal):
        with pytest.raises(CertificateError):
            confirm_revocation(proposal=proposal, by=makers.user())

    def test_it_is_decided_once(self, proposal):
        reject_revocation(proposal=proposal, by=makers.user(), reason="Nhầm.")
        with pytest.raises(CertificateError):
            confirm_revocation(proposal=proposal, by=makers.user(), ground="b")

    def test_an_extension_keeps_to_180_days(self, extension):
        end = extension.certificate.valid_until
        with pytest.raises(CertificateError):
            confirm_extension(proposal=extension, by=makers.user(), until=end + timedelta(days=181))
        confirm_extension(proposal=extension, by=makers.user(), until=end + timedelta(days=180))
        extension.certificate.refresh_from_db()
        assert extension.certificate.last_day == end + timedelta(days=180)

    def test_an_extension_needs_a_day(self, extension):
        with pytest.raises(CertificateError):
            confirm_extension(proposal=extension, by=makers.user())


class TestPages:
    def test_the_list_names_what_waits(self, verifier, proposal, extension):
        text = verifier.get(LIST).content.decode()
        assert "Trà dây" in text
        assert "Trà hoa" in text
        assert "Trà dây" not in verifier.get(f"{LIST}?show=xong").content.decode()

    def test_a_second_person_confirms(self, verifier, proposal):
        url = f"{LIST}thu-hoi/{proposal.pk}/"
        assert "800/QĐ-UBND" in verifier.get(url).content.decode()
        day = f"{proposal.decision_date:%d/%m/%Y}"
        answer = verifier.post(f"{url}dong-y/", {"ground": "b", "on": day})
        assert answer.headers["Location"] == LIST
        proposal.refresh_from_db()
        assert (proposal.state, proposal.decided_by) == ("confirmed", verifier.user)

    def test_what_was_typed_is_kept_beside_the_error(self, verifier, proposal):
        answer = verifier.post(
            f"{LIST}thu-hoi/{proposal.pk}/dong-y/",
            {"ground": "b", "on": f"{date(2090, 1, 1):%d/%m/%Y}", "reason": "Đã đối chiếu."},
        )
        assert "Đã đối chiếu." in answer.content.decode()
        assert ProposedRevocation.objects.get().is_open

    def test_rejecting_needs_a_reason(self, verifier, proposal):
        url = f"{LIST}thu-hoi/{proposal.pk}/bac/"
        assert verifier.post(url, {"reason": ""}).status_code == 200
        assert verifier.post(url, {"reason": "Nhầm sản phẩm."}).status_code == 302
        assert proposal.certificate.product in Product.objects.public()

    def test_an_extension_is_confirmed(self, verifier, extension):
        day = extension.certificate.valid_until + timedelta(days=60)
        url = f"{LIST}gia-han/{extension.pk}/dong-y/"
        assert verifier.post(url, {"until": f"{day:%d/%m/%Y}"}).status_code == 302
        extension.certificate.refresh_from_db()
        assert extension.certificate.extended_until == day

    def test_officers_look_and_do_not_decide(self, officer, proposal):
        url = f"{LIST}thu-hoi/{proposal.pk}/"
        assert "/dong-y/" not in officer.get(url).content.decode()
        assert officer.post(f"{url}dong-y/", {}).status_code == 403

    def test_a_steward_sees_the_own_province_only(self, verifier, proposal, extension):
        url = f"{LIST}thu-hoi/{proposal.pk}/"
        own = steward_of("Thái Nguyên")
        other = steward_of(extension.certificate.product.province.name)
        assert own.get(url).status_code == 200
        assert other.get(url).status_code == 404
        assert other.post(f"{url}dong-y/", {"ground": "b"}).status_code == 404
        assert "Trà dây" not in other.get(LIST).content.decode()

    def test_it_stands_on_the_list_of_tasks(self, verifier, proposal):
        assert f"{LIST}thu-hoi/{proposal.pk}/" in verifier.get("/quan-tri/viec/").content.decode()
