"""The star check answers for everything the register knows, sold here or not."""

from datetime import date, timedelta
from itertools import count

import pytest

from catalogue.clock import today
from catalogue.models import RegisterEntry
from catalogue.star_check import LIMIT, check_star
from catalogue.text import fold
from tests import makers

pytestmark = pytest.mark.django_db

_number = count(1)


def entry(name, producer="", **fields):
    """A row of the register."""
    return RegisterEntry.objects.create(
        key=f"dong-{next(_number)}",
        product_name=name,
        producer_name=producer,
        folded=fold(f"{name} {producer}"),
        **{"group": "thuc_pham"} | fields,
    )


def only(text):
    result = check_star(text)
    assert result.total == 1, result
    return result.verdicts[0]


def test_in_force():
    jar = makers.product("Nước mắm Lê Gia", stars=4)
    entry("Nước mắm Lê Gia", product=jar, stars="4", province="Thanh Hóa", source="Báo")
    verdict = only("nuoc mam le gia")
    assert (verdict.outcome, verdict.stars, verdict.url) == ("in_force", 4, jar.get_absolute_url())
    assert verdict.valid_until == jar.certificates.get().last_day
    assert (verdict.place, verdict.source) == ("Thanh Hóa", "Báo")


def test_a_product_that_no_row_led_to():
    jar = makers.product("Mắm ruốc", producer=makers.producer("Hợp tác xã Cửa Việt"))
    assert only("mam ruoc").url == jar.get_absolute_url()
    assert only("cửa việt").title == "Mắm ruốc"


def test_expired_and_when(client):
    ended = today() - timedelta(days=10)
    entry("Trà hoa", product=makers.product("Trà hoa", until=ended))
    verdict = only("tra hoa")
    assert (verdict.outcome, verdict.ended_on) == ("expired", ended)
    assert f"{ended:%d/%m/%Y}" in client.get("/kiem-tra-sao/?q=tra+hoa").content.decode()


def test_revoked_since_when_and_why():
    jar = makers.product("Trà hoa", revoked_on=today())
    verdict = only("trà hoa")
    assert (verdict.outcome, verdict.ended_on, verdict.url) == (
        "revoked",
        today(),
        jar.get_absolute_url(),
    )
    assert jar.certificates.get().get_revocation_ground_display() in verdict.reason


@pytest.mark.parametrize(
    ("stars", "year", "outcome"),
    [
        ("2", 2024, "refused"),
        ("", 2024, "refused"),
        ("tiem_nang_5", 2024, "pending"),
        ("4", None, "refused"),
    ],
)
def test_in_the_register_without_a_star(stars, year, outcome):
    entry("Bánh tráng phơi sương", stars=stars, certified_year=year, province="Tây Ninh")
    verdict = only("banh trang phoi suong")
    assert (verdict.outcome, verdict.stars, verdict.url) == (outcome, None, "")
    assert verdict.reason


def test_alcohol_is_not_named_but_its_absence_is_said():
    jar = makers.product("Rượu Mẫu Sơn", legal_type="alcohol")
    entry("Rượu Mẫu Sơn", product=jar)
    entry("Rượu Mẫu Sơn cũ", group="do_uong", stars="")
    result = check_star("ruou mau son")
    assert (result.verdicts, result.total, result.withheld) == ([], 0, 2)


def test_the_page_says_that_alcohol_is_left_out(client):
    makers.product("Rượu Mẫu Sơn", legal_type="alcohol")
    page = client.get("/kiem-tra-sao/", {"q": "mau son"}).content.decode()
    assert "chưa hiển thị đồ uống có cồn" in page.lower()
    assert "Rượu Mẫu Sơn" not in page


def test_by_the_number_of_the_certificate_or_decision():
    jar = makers.product("Mật ong")
    certificate = jar.certificates.get()
    entry("Mật ong", product=jar)
    assert only(certificate.code).title == "Mật ong"
    assert only(f" {certificate.decision_number} ").title == "Mật ong"


def test_an_unverified_certificate_proves_nothing():
    jar = makers.product("Mật ong", stars=None)
    entry("Mật ong", product=jar)
    verdict = only("mat ong")
    assert (verdict.outcome, verdict.stars, verdict.url) == ("refused", None, "")


def test_whole_words_come_before_parts_of_words():
    entry("Cao gắm")
    entry("Cà cuống")
    assert [verdict.title for verdict in check_star("ca").verdicts] == ["Cà cuống"]
    assert [verdict.title for verdict in check_star("cuon").verdicts] == ["Cà cuống"]


@pytest.mark.parametrize("text", ["", " ", "a", "!!"])
def test_too_little_asks_nothing(text, client):
    assert not check_star(text).searched
    assert client.get("/kiem-tra-sao/", {"q": text}).status_code == 200


def test_unknown(client):
    page = client.get("/kiem-tra-sao/?q=khong+he+co")
    assert page.status_code == 200
    assert (page.context["searched"], page.context["verdicts"]) == (True, [])


def test_many_answers_are_cut_with_a_word(client, django_assert_max_num_queries):
    makers.many_products(60, titles=["Chè Shan tuyết"])
    with django_assert_max_num_queries(15):
        page = client.get("/kiem-tra-sao/?q=che+shan")
    assert (page.context["total"], len(page.context["verdicts"])) == (60, LIMIT)
    assert page.context["notices"]


@pytest.mark.parametrize(("text", "said"), [("", []), ("a", ["Vui lòng gõ ít nhất hai chữ cái."])])
def test_an_answer_asks_for_more_only_where_too_little_was_asked(text, said):
    assert check_star(text).notices == said


def test_an_answer_says_that_alcohol_is_left_out():
    entry("Rượu Mẫu Sơn", group="do_uong")
    result = check_star("mau son")
    assert (result.withheld, len(result.notices)) == (1, 1)


def test_uncertain_says_between_which_days(client, clock):
    jar = makers.product("Trà hoa", stars=None)
    makers.bounded_certificate(jar, date(2023, 1, 1), date(2023, 12, 31))
    entry("Trà hoa", product=jar)
    verdict = only("tra hoa")
    assert (verdict.outcome, verdict.stars, verdict.url) == ("uncertain", 4, jar.get_absolute_url())
    assert verdict.reason == (
        "Được công nhận trong năm 2023, chưa rõ ngày: giấy chứng nhận hết hạn trong năm 2026."
    )
    page = client.get("/kiem-tra-sao/?q=tra+hoa").content.decode()
    assert "chưa rõ còn hiệu lực hay không" in page
    assert "31/12" not in page


def test_true_is_said_of_a_decision_only(client, clock):
    entry("Trà hoa", product=makers.product("Trà hoa"))
    jar = makers.product("Trà sen", stars=None)
    makers.bounded_certificate(jar, date(2024, 1, 1), date(2024, 12, 31))
    entry("Trà sen", product=jar)
    by_decision = client.get("/kiem-tra-sao/?q=tra+hoa").content.decode()
    by_source = client.get("/kiem-tra-sao/?q=tra+sen").content.decode()
    assert "Sao thật" in by_decision
    assert "Sao thật" not in by_source
    assert "Theo nguồn công khai có ghi ngày" in by_source
    assert "ít nhất đến 01/01/2027" in by_source
    assert "Báo Vĩnh Long 24/07/2023" in by_source


class TestNumbers:
    @pytest.fixture
    def tea(self):
        """A product whose certificate ended, and another one in force of the same decision."""
        tea = makers.product("Trà hoa", until=today() - timedelta(days=10))
        tea.certificates.update(code="83-829-28780-3-2022")
        jar = makers.product("Mắm ruốc")
        jar.certificates.update(code="83-28780-7-2026", decision_number="377/QĐ-BNN-VPĐP")
        entry("Mắm ruốc", product=jar, certificate=jar.certificates.get())
        return jar

    @pytest.mark.parametrize(
        "text",
        [
            *("377/QĐ-BNN-VPĐP", "377/qd-bnn-vpdp", "377 QĐ BNN VPĐP", "377 / QĐ - BNN - VPĐP"),
            *("quyết định số 377/QĐ-BNN-VPĐP", "QĐ 377/QĐ-BNN", "377/QĐ-BNN-VPĐP (17/01/2025)"),
            *("83-28780-7-2026", "83 28780 7 2026", "mã số 83 – 28780 – 7 – 2026"),
        ],
    )
    def test_what_is_in_force_is_found_by_its_numbers(self, tea, text):
        verdict = only(text)
        assert (verdict.outcome, verdict.title) == ("in_force", "Mắm ruốc")

    @pytest.mark.parametrize("text", ["83-829-28780-3-2022", "83 829 28780 3 2022"])
    def test_what_has_ended_as_well(self, tea, text):
        verdict = only(text)
        assert (verdict.outcome, verdict.title) == ("expired", "Trà hoa")

    def test_a_longer_number_is_another(self, tea):
        assert check_star("7/QĐ-BNN-VPĐP").total == 0
        assert check_star("1377/QĐ-BNN-VPĐP").total == 0

    def test_a_row_without_a_product_is_found_by_its_decision(self, db):
        entry("Chả mực", decision="QĐ số 55/QĐ-UBND ngày 1/2/2020", stars="2")
        assert only("55/QĐ-UBND").outcome == "refused"

    def test_a_code_that_only_the_register_prints(self, db):
        jar = makers.product("Chả cá")
        entry("Chả cá", product=jar, product_code="22-06652-1-2025")
        assert only("22 06652 1 2025").title == "Chả cá"


def test_a_product_with_several_rows_is_answered_for_once():
    jar = makers.product("Kẹo dừa", producer=makers.producer("HTX Thử"))
    entry("Kẹo dừa", "HTX Thử", product=jar, province="Bến Tre")
    entry(
        "KẸO DỪA", "HTX Thử", product=jar, certificate=jar.certificates.get(), province="Vĩnh Long"
    )
    assert only("keo dua").place == "Vĩnh Long"
