"""Who may open which screen of certificates."""

import pytest
from django.test import Client

from catalogue.clock import today
from catalogue.services.certificates import submit_certificate
from tests import makers

GET_ALLOWED = {
    "": {"officer", "verifier", "shopkeeper", "superuser"},
    "{pk}/": {"officer", "verifier", "shopkeeper", "superuser"},
    "nop/": {"officer", "superuser"},
    "nop/{product}/": {"officer", "superuser"},
    "{pk}/gia-han/": {"verifier", "superuser"},
    "{pk}/thu-hoi/": {"verifier", "superuser"},
}
PEOPLE = ["officer", "verifier", "shopkeeper", "superuser", "buyer"]


@pytest.fixture
def waiting(db):
    product = makers.product(stars=None)
    return submit_certificate(
        product=product, stars=4, issuer_level="province", valid_from=today(), by=makers.user()
    )


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("path", GET_ALLOWED)
def test_a_screen_opens_for_its_roles_only(request, waiting, who, path):
    url = "/quan-tri/chung-nhan/" + path.format(pk=waiting.pk, product=waiting.product_id)
    browser = request.getfixturevalue(who)
    assert browser.get(url).status_code == (200 if who in GET_ALLOWED[path] else 403)


@pytest.mark.parametrize("path", [*GET_ALLOWED, "{pk}/ban-quet/"])
def test_strangers_are_sent_to_the_sign_in_page(waiting, path):
    url = "/quan-tri/chung-nhan/" + path.format(pk=waiting.pk, product=waiting.product_id)
    response = Client().get(url)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/quan-tri/login/?next=")


@pytest.mark.parametrize("who", PEOPLE)
def test_only_verifiers_may_verify(request, waiting, who):
    browser = request.getfixturevalue(who)
    response = browser.post(f"/quan-tri/chung-nhan/{waiting.pk}/xac-minh/")
    waiting.refresh_from_db()
    allowed = who in {"verifier", "superuser"}
    assert response.status_code == (302 if allowed else 403)
    assert (waiting.verified_at is not None) == allowed


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("buyer", 403), ("shopkeeper", 403)])
@pytest.mark.parametrize("action", ["gia-han", "ngay-cap", "thu-hoi"])
def test_others_may_not_post_decisions(request, waiting, who, status, action):
    browser = request.getfixturevalue(who)
    url = f"/quan-tri/chung-nhan/{waiting.pk}/{action}/"
    assert browser.post(url, {}).status_code == status


def test_officers_and_verifiers_see_nothing_else_of_the_shop(officer, verifier):
    for browser in (officer, verifier):
        for path in ("orders/", "catalogue/", "users/", "partners/"):
            assert browser.get(f"/quan-tri/{path}").status_code == 403
        assert browser.get("/quan-tri/so-dang-ky/").status_code == 200


def test_a_shopkeeper_runs_the_shop(shopkeeper):
    for path in ("", "orders/", "catalogue/", "partners/", "so-dang-ky/"):
        assert shopkeeper.get(f"/quan-tri/{path}").status_code == 200
    assert shopkeeper.get("/quan-tri/users/").status_code == 403
