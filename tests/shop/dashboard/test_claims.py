"""Claims on the dashboard: who sees which, the register beside them, rivals, the answers, the task."""

import re

import pytest

from shop.onboarding.claims import confirm_code
from shop.partner.models import Membership
from tests import makers, onboarding_makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

CLAIMS = "/quan-tri/ho-so/"
WORDS = {"reason": "Vì giấy không khớp.", "version": "1", "contact": "0270 382 5678"}
ANSWERS = ("ma/", "dong-y/", "bo-sung/", "tu-choi/")


@pytest.fixture
def producer():
    return makers.producer("Hợp tác xã Cây Tràm", phone="+842703825678")


@pytest.fixture
def claim(producer):
    return onboarding_makers.claim(producer)


@pytest.fixture
def steward(producer):
    return signed_in(onboarding_makers.steward(producer.province))


@pytest.fixture
def foreign():
    return signed_in(onboarding_makers.steward(makers.province("Sơn La", code="14")))


def test_it_waits_on_the_list_of_tasks_of_its_province(steward, foreign, claim):
    assert claim.name in steward.get("/quan-tri/viec/?kind=nhan-gian-hang").content.decode()
    assert claim.name in steward.get(CLAIMS).content.decode()
    assert claim.name not in foreign.get("/quan-tri/viec/").content.decode()
    assert claim.name not in foreign.get(CLAIMS).content.decode()


def test_another_province_reads_and_decides_nothing(foreign, claim):
    paper = onboarding_makers.paper(claim=claim)
    assert foreign.get(f"{CLAIMS}giay-to/{paper.pk}/").status_code == 404
    assert foreign.get(f"{CLAIMS}{claim.pk}/").status_code == 404
    for word in ANSWERS:
        assert foreign.post(f"{CLAIMS}{claim.pk}/{word}", WORDS).status_code == 404, word
    claim.refresh_from_db()
    assert (claim.state, claim.code_hash) == ("sent", "")


def test_buyers_and_sellers_do_not_come_near(buyer, seller, claim):
    for browser in (buyer, seller):
        for word in ("", *ANSWERS):
            assert browser.post(f"{CLAIMS}{claim.pk}/{word}", WORDS).status_code == 403, word


def test_the_register_stands_beside_what_was_stated(steward, producer):
    certificate = makers.product(producer=producer).certificates.get()
    claim = onboarding_makers.claim(
        producer, product_code=certificate.code, decision_number="99/QĐ-UBND"
    )
    evidence = steward.get(f"{CLAIMS}{claim.pk}/").context["evidence"]
    assert [line.agrees for line in evidence] == [None, True, False]


def test_two_who_claim_the_same_are_seen_side_by_side(steward, producer, claim):
    other = onboarding_makers.claim(producer, contact_name="Trần Văn Kế")
    page = steward.get(f"{CLAIMS}{claim.pk}/").content.decode()
    assert other.number in page
    assert "Trần Văn Kế" in page


def test_the_code_is_shown_once_and_works(steward, claim):
    path = f"{CLAIMS}{claim.pk}/"
    answer = steward.post(f"{path}ma/", WORDS)
    assert "no-store" in answer["Cache-Control"]
    code = re.search(r"\b(\d{4} \d{4})</strong>", answer.content.decode())[1]
    assert code not in steward.get(path).content.decode()
    assert confirm_code(claim=claim, code=code)


def test_accepting_opens_the_shop_front(steward, claim):
    answer = steward.post(f"{CLAIMS}{claim.pk}/dong-y/", WORDS)
    assert answer["Location"] == CLAIMS
    assert Membership.objects.get().user == claim.applicant


def test_a_stale_page_accepts_nothing(steward, claim):
    answer = steward.post(f"{CLAIMS}{claim.pk}/dong-y/", WORDS | {"version": "7"}, follow=True)
    assert answer.status_code == 200
    assert not Membership.objects.exists()


def test_sending_back_and_refusing_need_words_and_keep_them(steward, claim):
    path = f"{CLAIMS}{claim.pk}/"
    for word in ("bo-sung/", "tu-choi/"):
        assert steward.post(path + word, {"reason": " "}).status_code == 200
    steward.post(f"{path}bo-sung/", WORDS)
    claim.refresh_from_db()
    assert (claim.state, claim.transitions.last().reason) == ("changes_asked", WORDS["reason"])
    assert steward.post(f"{path}tu-choi/", WORDS, follow=True).status_code == 200


def test_ones_own_application_offers_no_answer(producer):
    person = onboarding_makers.steward(producer.province)
    claim = onboarding_makers.claim(producer, applicant=person)
    browser = signed_in(person)
    assert not browser.get(f"{CLAIMS}{claim.pk}/").context["may_decide"]
    for word in ANSWERS:
        browser.post(f"{CLAIMS}{claim.pk}/{word}", WORDS)
    claim.refresh_from_db()
    assert (claim.state, claim.code_hash) == ("sent", "")
    assert claim.name not in browser.get("/quan-tri/viec/").content.decode()


def test_papers_are_read_by_the_steward(steward, claim):
    paper = onboarding_makers.paper(claim=claim)
    answer = steward.get(f"{CLAIMS}giay-to/{paper.pk}/")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.getvalue()


def test_a_new_one_of_a_known_name_is_pointed_out(steward, producer):
    commune = makers.commune()
    type(commune).objects.filter(pk=commune.pk).update(province=producer.province)
    commune.refresh_from_db()
    claim = onboarding_makers.application(commune=commune, name="HTX Cây Tràm")
    assert steward.get(f"{CLAIMS}{claim.pk}/").context["similar"] == [producer]


def test_pages_stay_cheap(steward, producer, claim, django_assert_max_num_queries):
    for _number in range(4):
        onboarding_makers.paper(claim=onboarding_makers.claim(producer))
        makers.product(producer=producer)
    for path in (CLAIMS, f"{CLAIMS}{claim.pk}/"):
        steward.get(path)  # the menu is read once
        with django_assert_max_num_queries(20):
            assert steward.get(path).status_code == 200
