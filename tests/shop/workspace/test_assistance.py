"""An official acts for a seller: with a consent, in the official's province, every act recorded."""

from datetime import timedelta

import pytest

from catalogue.clock import today
from shop.onboarding.assistance import consent_in_force, record_consent
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.membership import transfer_ownership
from shop.partner.models import AssistanceConsent, AssistedAct, Membership
from tests import makers, onboarding_makers
from tests.shop.dashboard.conftest import roles, signed_in  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def official(partner):
    return signed_in(onboarding_makers.steward(partner.producer.province))


def agreed(**more) -> dict:
    facts = {"given_by": "Bà Năm, chủ hộ", "given_how": "in_person", "purpose": "Nhập giá"}
    return facts | {"given_on": today(), "until": today() + timedelta(days=30)} | more


@pytest.fixture
def consent(partner, official):
    return record_consent(partner=partner, official=official.user, **agreed())


def test_without_a_consent_the_shop_front_does_not_exist(official, partner, order):
    for path in (f"/nguoi-ban/{partner.pk}/", f"/nguoi-ban/don-hang/{order.pk}/"):
        assert official.get(path).status_code == 404


def test_the_consent_is_written_down_and_leads_in(official, partner):
    path = f"/quan-tri/lam-thay/{partner.pk}/"
    posted = {name: str(value) for name, value in agreed().items()}
    assert official.post(path, posted | {"given_by": ""}).context["form"].errors["given_by"]
    late = posted | {"until": str(today() + timedelta(days=200))}
    assert official.post(path, late).context["form"].errors["until"]
    assert official.post(path, posted)["Location"] == f"/nguoi-ban/{partner.pk}/"
    page = official.get(f"/nguoi-ban/{partner.pk}/").content.decode()
    assert "Bà Năm, chủ hộ" in page


def test_every_act_is_in_the_record(official, consent, partner, honey, owner):
    record = honey.stockrecords.get()
    official.post(f"/nguoi-ban/hang/{record.pk}/", {"price": "99000", "csrfmiddlewaretoken": "x"})
    act = AssistedAct.objects.get()
    assert (act.consent, act.path) == (consent, f"/nguoi-ban/hang/{record.pk}/")
    assert act.facts == {"price": ["99000"]}
    page = owner.get(f"/nguoi-ban/{partner.pk}/gian-hang/lam-thay/").content.decode()
    assert official.user.first_name in page


def test_reading_is_no_act(official, consent, partner, order):
    assert official.get(f"/nguoi-ban/don-hang/{order.pk}/").status_code == 200
    assert not AssistedAct.objects.exists()


def test_an_official_is_no_owner(official, consent, partner, owner):
    people = f"/nguoi-ban/{partner.pk}/gian-hang/nguoi/"
    member = Membership.objects.get(user=owner.user)
    for path in (f"{people}moi/", f"{people}giao-lai/", f"{people}{member.pk}/"):
        assert official.post(path, {"name": "a@example.vn", "role": "owner"}).status_code == 404
    official.post(f"{people}roi/")
    assert Membership.objects.get() == member


def test_it_ends_with_its_day_with_the_official_with_the_owner_and_with_the_office(
    official, consent, partner, owner
):
    page = f"/nguoi-ban/{partner.pk}/"
    assert official.get(page).status_code == 200
    owner.post(f"{page}gian-hang/lam-thay/", {"ket-thuc": consent.pk})
    assert official.get(page).status_code == 404
    again = record_consent(partner=partner, official=official.user, **agreed())
    official.post(f"/quan-tri/lam-thay/{again.pk}/thoi/")
    assert official.get(page).status_code == 404
    record_consent(partner=partner, official=official.user, **agreed())
    official.user.province_assignments.all().delete()
    assert official.get(page).status_code == 404


def test_it_is_over_after_its_last_day(clock, official, consent, partner):
    assert consent_in_force(official.user, partner.pk) == consent
    clock.shift(timedelta(days=31))
    assert consent_in_force(official.user, partner.pk) is None


def test_handing_over_ends_it(official, consent, partner, owner, packer):
    transfer_ownership(membership=Membership.objects.get(user=owner.user), to=packer.user)
    assert official.get(f"/nguoi-ban/{partner.pk}/").status_code == 404


def test_another_province_records_nothing(partner):
    foreign = signed_in(onboarding_makers.steward(makers.province("Sơn La", code="14")))
    assert foreign.get(f"/quan-tri/lam-thay/{partner.pk}/").status_code == 404
    for person in (foreign.user, makers.user()):
        with pytest.raises(OnboardingRefused):
            record_consent(partner=partner, official=person, **agreed())
    assert not AssistanceConsent.objects.exists()


def test_nobody_ends_anothers_consent(consent, partner, stranger, packer):
    other = signed_in(onboarding_makers.steward(partner.producer.province))
    assert other.post(f"/quan-tri/lam-thay/{consent.pk}/thoi/").status_code == 404
    path = f"/nguoi-ban/{partner.pk}/gian-hang/lam-thay/"
    for browser in (stranger, packer):
        assert browser.post(path, {"ket-thuc": consent.pk}).status_code == 404
    assert AssistanceConsent.objects.in_force().exists()
