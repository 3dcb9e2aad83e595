"""The public record of a certificate: found by its code, the same for people and software."""

from datetime import date

import pytest

from catalogue.models import Certificate
from catalogue.services.certificates import revoke_certificate, submit_certificate
from catalogue.services.certificates_bulk import take_back_in_bulk
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def tea():
    product = makers.product("Chè Shan tuyết Suối Giàng", stars=None)
    makers.certificate(product, stars=3, since=date(2022, 5, 10), code="15-132-4363-7-2022")
    makers.certificate(
        product,
        stars=4,
        since=date(2025, 3, 1),
        code="15-04363-7-2025",
        decision_number="412/QĐ-UBND",
    )
    return product


def test_a_certificate_has_a_page_under_its_product_code(tea, client):
    page = client.get("/chung-nhan/15-04363-7-2025/").content.decode()
    assert tea.title in page
    assert "412/QĐ-UBND" in page
    assert "01/3/2028" in page or "01/03/2028" in page or "28/2/2028" in page


def test_the_id_of_a_certificate_leads_to_its_code(tea, client):
    pk = Certificate.objects.get(code="15-04363-7-2025").pk
    answer = client.get(f"/chung-nhan/cn-{pk:06}/?ngay=2025-01-01")
    assert answer.status_code == 302
    assert answer["Location"] == "/chung-nhan/15-04363-7-2025/?ngay=2025-01-01"
    assert client.get(f"/en/chung-nhan/CN-{pk}/")["Location"] == "/en/chung-nhan/15-04363-7-2025/"


def test_without_a_code_the_id_is_the_address(client):
    certificate = makers.certificate(makers.product(stars=None), code="")
    answer = client.get(f"/chung-nhan/cn-{certificate.pk:06}/")
    assert answer.status_code == 200
    assert f"/chung-nhan/cn-{certificate.pk:06}/" in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    ["cn-999999", "cn-0", "cn-99999999999999999999", "khong-co", "15-04363-7-2025%00", "a%2Fb"],
)
def test_what_is_no_certificate_has_no_page(tea, client, asked):
    assert client.get(f"/chung-nhan/{asked}/").status_code in (400, 404)
    assert client.get(f"/chung-nhan/{asked}.json").status_code in (400, 404)


def test_what_nobody_verified_has_no_page(client):
    product = makers.product(stars=None)
    submitted = submit_certificate(
        product=product,
        stars=4,
        issuer_level="province",
        valid_from=date(2026, 1, 1),
        by=makers.user(),
    )
    assert client.get(f"/chung-nhan/cn-{submitted.pk:06}/").status_code == 404


@pytest.mark.parametrize("hidden", [{"legal_type": "alcohol"}, {"is_public": False}])
def test_what_has_no_product_page_has_no_record(client, hidden):
    certificate = makers.product(**hidden).certificates.get()
    assert client.get(f"/chung-nhan/{certificate.public_id}/").status_code == 404
    assert client.get(f"/chung-nhan/{certificate.public_id}.json").status_code == 404


def test_a_takedown_hides_the_record(client):
    product = makers.product()
    makers.takedown(product)
    path = f"/chung-nhan/{product.certificates.get().public_id}/"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("asked", ["2023-01-15", "15/01/2023", "15/1/2023", "15.1.2023"])
def test_a_day_is_answered_by_the_state_on_that_day(tea, client, asked):
    page = client.get("/chung-nhan/15-04363-7-2025/", {"ngay": asked}).content.decode()
    assert "4 sao chưa có hiệu lực" in page
    assert "/chung-nhan/15-132-4363-7-2022/" in page


def test_a_day_after_a_revocation_names_its_ground(client):
    certificate = makers.product().certificates.get()
    revoke_certificate(certificate=certificate, ground="b", by=makers.user(), on=date(2026, 10, 1))
    path = f"/chung-nhan/{certificate.public_id}/"
    before = client.get(path, {"ngay": "2026-09-30"}).content.decode()
    after = client.get(path, {"ngay": "2026-10-01"}).content.decode()
    assert "đang còn hiệu lực" in before.split('id="on-day"')[1].split("</section>")[0]
    assert "bị thu hồi" in after.split('id="on-day"')[1].split("</section>")[0]


@pytest.mark.parametrize("asked", ["31/2/2026", "hôm qua", "2026-13-01", ""])
def test_what_is_no_day_is_told_in_a_sentence(tea, client, asked):
    answer = client.get("/chung-nhan/15-04363-7-2025/", {"ngay": asked})
    assert answer.status_code == 200
    assert 'class="errors"' in answer.content.decode()
    assert client.get("/chung-nhan/15-04363-7-2025.json", {"ngay": asked}).status_code == 400


def test_a_certificate_with_bounds_says_about_when(client):
    product = makers.product(stars=None)
    certificate = makers.certificate(
        product,
        since=date(2024, 12, 31),
        issued_not_before=date(2024, 1, 1),
        issued_not_after=date(2024, 12, 31),
        evidence="Báo Yên Bái, 2024",
        decision_number="",
    )
    path = f"/chung-nhan/{certificate.public_id}/"
    page = client.get(path, {"ngay": "2027-06-01"}).content.decode()
    assert "Báo Yên Bái, 2024" in page
    assert "chưa thể khẳng định" in page.lower()
    told = client.get(f"/chung-nhan/{certificate.public_id}.json", {"ngay": "2027-06-01"}).json()
    assert told["state"]["value"] == "uncertain"
    assert told["issued"] == {"not_before": "2024-01-01", "not_after": "2024-12-31", "exact": False}


def test_the_history_names_decisions_and_entries(tea, client):
    earlier = Certificate.objects.get(code="15-132-4363-7-2022")
    told = client.get(f"/chung-nhan/{earlier.public_id}.json").json()
    kinds = [item["kind"] for item in told["history"]]
    assert kinds == ["verified", "superseded"]
    assert told["history"][1]["decision"] == "412/QĐ-UBND"
    assert told["superseded"] == {"from": "2025-03-01", "by": "15-04363-7-2025"}
    assert told["state"]["value"] == "superseded"


def test_the_json_says_what_the_page_says(tea, client):
    answer = client.get("/chung-nhan/15-04363-7-2025.json")
    told = answer.json()
    assert answer["Content-Type"] == "application/json"
    assert (told["stars"], told["state"]["in_force"]) == (4, True)
    assert told["decision"]["number"] == "412/QĐ-UBND"
    assert told["state"]["text"] in client.get("/chung-nhan/15-04363-7-2025/").content.decode()
    again = client.get(
        "/chung-nhan/15-04363-7-2025.json", headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_a_cached_record_ends_with_the_certificate(client):
    certificate = makers.product().certificates.get()
    path = f"/chung-nhan/{certificate.public_id}/"
    assert "đang còn hiệu lực" in client.get(path).content.decode()
    revoke_certificate(certificate=certificate, ground="b", by=makers.user())
    assert "bị thu hồi" in client.get(path).content.decode()


def test_product_page_and_star_check_lead_to_the_record(tea, client):
    assert "/chung-nhan/15-04363-7-2025/" in client.get(tea.get_absolute_url()).content.decode()
    answers = client.get("/kiem-tra-sao/", {"q": tea.title}).content.decode()
    assert "/chung-nhan/15-04363-7-2025/" in answers


def test_the_site_map_names_records(tea, client):
    page = client.get("/sitemap-chung-nhan-1.xml").content.decode()
    assert "/chung-nhan/15-04363-7-2025/" in page
    assert "/en/chung-nhan/15-132-4363-7-2022/" in page


class TestTakenBackWithItsFile:
    """The log names it for ever, so its page stays, and says what it is worth."""

    @pytest.fixture
    def certificate(self):
        certificate = makers.certificate(makers.product(stars=None), code="15-09999-7-2025")
        take_back_in_bulk(certificates=[certificate], by=makers.user(), reason="Nhầm tệp")
        return certificate

    def test_its_page_says_so_and_leads_to_no_product(self, certificate, client):
        page = client.get(f"/chung-nhan/cn-{certificate.pk:06}/").content.decode()
        assert "không có giá trị: tệp sổ đăng ký mang sao này vào đã được rút lại" in page
        assert certificate.product.get_absolute_url() not in page
        record = client.get(f"/chung-nhan/cn-{certificate.pk:06}.json").json()
        assert record["state"]["value"] == "withdrawn"
        assert record["product"]["url"] is None

    def test_every_page_that_the_log_names_is_there(self, certificate, client):
        html = client.get("/chung-nhan/so-cai/").content.decode()
        assert f"/chung-nhan/cn-{certificate.pk:06}/" in html

    def test_its_code_is_free_and_no_search_engine_is_sent_there(self, certificate, client):
        assert client.get("/chung-nhan/15-09999-7-2025/").status_code == 404
        assert "cn-" not in client.get("/sitemap-chung-nhan.xml").content.decode()
