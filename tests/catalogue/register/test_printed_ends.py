"""Ends that name no day: a month, a year, a time. None makes a certificate longer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.certificate_log.verification import check_log
from catalogue.clock import add_months
from catalogue.models import Certificate, Product
from catalogue.policies import uncertain_end
from catalogue.register.files.columns import COLUMNS
from catalogue.register.importing import import_register
from catalogue.register.issue_dates import read_issue_dates
from catalogue.register.printed_dates import Period
from catalogue.register.printed_ends import end_in_column, end_in_remark, end_within
from catalogue.services.exceptions import CertificateError
from catalogue.services.issue_dates import may_be_settled, settle_issue_date
from tests import makers

ON = date(2026, 11, 21)
SIGNED = date(2024, 12, 20)
RULE = date(2027, 12, 20)


def ends(dates):
    """The certain and the latest end of what was read."""
    rule = Period(add_months(dates.not_before, 36), add_months(dates.not_after, 36))
    until = end_within(rule, dates.stated_end) if dates.stated_end else rule
    return until.first, until.last


@pytest.mark.parametrize(
    ("said", "certain", "latest"),
    [
        ("hiệu lực đến 6/2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("hiệu lực đến tháng 6 năm 2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("hieu luc den 06.2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("đến quý II/2027", date(2027, 4, 1), date(2027, 6, 30)),
        ("hết hạn năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("có giá trị tới 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("hết hiệu lực từ 6/2027", date(2027, 5, 31), date(2027, 6, 29)),
        ("giá trị đến hết tháng 6/2027", date(2027, 6, 30), date(2027, 6, 30)),
        ("đến hết năm 2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("24 tháng", date(2026, 12, 20), date(2026, 12, 20)),
        ("hiệu lực hai năm kể từ ngày ký", date(2026, 12, 20), date(2026, 12, 20)),
        ("thời hạn 02 (hai) năm", date(2026, 12, 20), date(2026, 12, 20)),
        ("có giá trị 365 ngày", date(2025, 12, 20), date(2025, 12, 20)),
    ],
)
def test_an_end_without_a_day_shortens_to_what_the_text_proves(said, certain, latest):
    dates = read_issue_dates("2024", f"12/QĐ-UBND ngày 20/12/2024, {said}", on=ON)
    assert (dates.not_before, ends(dates)) == (SIGNED, (certain, latest))


@pytest.mark.parametrize(
    "said",
    [
        "hiệu lực 36 tháng kể từ ngày ký",
        "thời hạn 03 (ba) năm",
        "hiệu lực đến năm 2027",
        "đến 12/2027",
        "hiệu lực 60 tháng",
        "đến năm 2029",
        "gia hạn 6 tháng",
        "gia hạn đến 6/2028",
        "có hiệu lực sau 15 ngày kể từ ngày ký",
        "thời hạn sử dụng 12 tháng",
        "Chương trình OCOP giai đoạn 2021 đến 2025",
        "đợt 2 năm 2024",
        "của UBND huyện Năm Căn",
    ],
)
def test_the_end_of_the_rule_stands_where_nothing_shorter_is_said(said):
    dates = read_issue_dates("2024", f"12/QĐ-UBND ngày 20/12/2024, {said}", on=ON)
    assert ends(dates) == (RULE, RULE)


def test_a_time_counts_from_the_bounds_of_the_day_of_issue():
    dates = read_issue_dates("2024", "hiệu lực 24 tháng", on=ON)
    assert ends(dates) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_stated_month_bounds_the_latest_end_of_a_year():
    dates = read_issue_dates("2024", "hiệu lực đến 6/2027", on=ON)
    assert ends(dates) == (date(2027, 1, 1), date(2027, 6, 30))


def test_a_year_that_does_not_outlast_the_day_of_issue_proves_nothing():
    dates = read_issue_dates("", "12/QĐ-UBND ngày 20/12/2024, đến năm 2024", on=ON)
    assert not dates.is_known
    assert dates.notes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đến 6/2027", "chắc chắn còn hiệu lực đến hết ngày 01/06/2027"),
        ("24 tháng", "chỉ còn hiệu lực đến hết ngày 20/12/2026"),
        ("đến năm 2027", "khớp với mức 36 tháng: còn hiệu lực đến hết ngày 20/12/2027"),
        ("60 tháng", "muộn hơn mức 36 tháng"),
    ],
)
def test_what_was_made_of_it_is_told(text, told):
    dates = read_issue_dates("2024", f"12/QĐ-UBND ngày 20/12/2024, {text}", on=ON)
    assert told in " ".join(dates.notes)


def test_36_months_are_the_rule_and_nothing_to_tell():
    dates = read_issue_dates("2024", "12/QĐ-UBND ngày 20/12/2024, hiệu lực 36 tháng", on=ON)
    assert dates.notes == ()


@pytest.mark.parametrize(
    ("cell", "phrase"),
    [
        ("6/2027", "hiệu lực đến 6/2027"),
        ("Năm 2027", "hiệu lực đến Năm 2027"),
        ("2024 – 2027", "hiệu lực đến 2027"),
        ("20/12/2024 - 20/12/2026", "hiệu lực đến 20/12/2026"),
        ("từ 6/2024 đến 6/2027", "hiệu lực đến 6/2027"),
        ("24 tháng", "hiệu lực 24 tháng"),
        ("36 tháng kể từ ngày ký", ""),
        ("không", None),
        ("31/02/2026", None),
    ],
)
def test_a_cell_of_the_last_day(cell, phrase):
    assert end_in_column(cell) == phrase


@pytest.mark.parametrize(
    ("remark", "phrase"),
    [
        ("Giấy chứng nhận hết hạn 15/3/2027", "hiệu lực đến 15/3/2027"),
        ("Đạt 4 sao; hiệu lực đến hết năm 2026", "hiệu lực đến hết năm 2026"),
        ("chứng nhận có giá trị 24 tháng", "hiệu lực 24 tháng"),
        ("HSD 12 tháng", ""),
        ("hạn sử dụng đến 12/2026", ""),
        ("đang nộp hồ sơ đến 6/2026", ""),
        ("giao hàng đến 2027", ""),
    ],
)
def test_a_remark_is_read_only_where_it_speaks_of_the_certificate(remark, phrase):
    assert end_in_remark(remark) == phrase


DAYS = st.dates(date(2018, 1, 1), date(2026, 11, 1))
MONTHS = st.tuples(st.integers(1, 12), st.integers(2018, 2032))
UNTIL = st.sampled_from(["hiệu lực đến ", "có giá trị đến hết ", "hết hạn ", "tới "])
FOR = st.sampled_from(["", "hiệu lực ", "có giá trị ", "thời hạn "])
ENDS = st.one_of(
    st.tuples(UNTIL, MONTHS.map(lambda each: f"{each[0]}/{each[1]}")),
    st.tuples(UNTIL, MONTHS.map(lambda each: f"tháng {each[0]} năm {each[1]}")),
    st.tuples(UNTIL, MONTHS.map(lambda each: f"năm {each[1]}")),
    st.tuples(UNTIL, MONTHS.map(lambda each: f"quý {(each[0] + 2) // 3}/{each[1]}")),
    st.tuples(FOR, st.integers(0, 80).map(lambda number: f"{number} tháng")),
    st.tuples(FOR, st.integers(0, 9).map(lambda number: f"{number} năm kể từ ngày ký")),
    st.tuples(FOR, st.integers(0, 2000).map(lambda number: f"{number} ngày")),
)


@settings(max_examples=300)
@given(DAYS, st.booleans(), st.lists(ENDS, min_size=1, max_size=3))
def test_no_stated_end_lengthens_a_certificate(day, is_exact, stated):
    said = ", ".join(f"{words}{end}" for words, end in stated)
    text = f"12/QĐ-UBND ({day:%d/%m/%Y}), " if is_exact else ""
    year = f"{day.year}"
    plain = read_issue_dates(year, text.rstrip(", "), on=ON)
    dates = read_issue_dates(year, f"{text}{said}", on=ON)
    if dates.is_known:
        assert ends(dates)[0] <= ends(plain)[0]
        assert ends(dates)[1] <= ends(plain)[1]
        assert ends(dates)[0] <= ends(dates)[1]


@given(DAYS, st.integers(1, 80))
def test_a_time_lasts_as_many_months_as_it_says_and_36_at_most(day, months):
    dates = read_issue_dates("", f"12/QĐ-UBND ({day:%d/%m/%Y}), hiệu lực {months} tháng", on=ON)
    assert ends(dates)[0] == add_months(day, min(months, 36))


@given(DAYS, MONTHS)
def test_a_month_before_the_end_of_the_rule_holds_until_its_first_day(day, month):
    text = f"12/QĐ-UBND ({day:%d/%m/%Y}), hiệu lực đến {month[0]}/{month[1]}"
    dates = read_issue_dates("", text, on=ON)
    first = date(month[1], month[0], 1)
    if dates.is_known and add_months(first, 1) <= add_months(day, 36):
        assert ends(dates)[0] == first


@pytest.mark.django_db
class TestInTheBooks:
    """What the import makes of it: the certificate, the state in between, and the preview."""

    @pytest.fixture
    def certificate(self, books, register, row):
        decision = "12/QĐ-UBND ngày 20/12/2024, hiệu lực đến 6/2027"
        self.report = import_register(register(row(decision=decision)))
        return Certificate.objects.get()

    def test_the_certificate_has_a_certain_and_a_latest_end(self, certificate):
        assert (certificate.valid_until, certificate.possible_until) == (
            date(2027, 6, 1),
            date(2027, 6, 30),
        )
        assert "01/06/2027 đến 30/06/2027" in certificate.dates_note

    def test_between_them_nothing_is_certain(self, certificate):
        states = [certificate.state(date(2027, 6, day)) for day in (1, 2, 30)]
        assert states == ["valid", "uncertain", "uncertain"]
        assert certificate.state(date(2027, 7, 1)) == "expired"
        assert uncertain_end(certificate) == (
            "Được công nhận ngày 20/12/2024; theo nguồn, giấy chứng nhận hết hạn trong tháng"
            " 6/2027, chưa rõ ngày nào."
        )

    def test_the_database_says_the_same_of_every_day(self, certificate):
        for day in (date(2027, 6, 1), date(2027, 6, 2), date(2027, 6, 30), date(2027, 7, 1)):
            state = certificate.state(day)
            assert Certificate.objects.in_force(day).exists() == (state == "valid")
            assert Certificate.objects.uncertain(day).exists() == (state == "uncertain")

    def test_the_preview_tells_it(self, certificate):
        (outcome,) = self.report.outcomes
        assert "chắc chắn còn hiệu lực đến hết ngày 01/06/2027" in outcome.reason

    def test_a_second_run_changes_nothing(self, certificate, register, row):
        decision = "12/QĐ-UBND ngày 20/12/2024, hiệu lực đến 6/2027"
        assert import_register(register(row(decision=decision))).changed_nothing

    def test_a_later_file_that_states_it_shortens(self, books, register, row):
        decided = {"decision": "12/QĐ-UBND ngày 20/12/2024"}
        import_register(register(row(**decided)))
        columns = (*COLUMNS, "valid_until")
        import_register(register(row(**decided | {"valid_until": "6/2027"}), columns=columns))
        certificate = Certificate.objects.get()
        assert (certificate.valid_until, certificate.possible_until) == (
            date(2027, 6, 1),
            date(2027, 6, 30),
        )

    def test_a_file_that_states_none_takes_it_not_back(self, certificate, register, row):
        import_register(register(row(decision="12/QĐ-UBND ngày 20/12/2024")))
        certificate.refresh_from_db()
        assert certificate.possible_until == date(2027, 6, 30)

    def test_24_months_in_a_remark_end_it_today(self, books, register, row):
        columns = (*COLUMNS, "note")
        facts = {"decision": "12/QĐ-UBND (01/03/2024)", "note": "chứng nhận có giá trị 24 tháng"}
        import_register(register(row(**facts), columns=columns))
        assert Certificate.objects.get().last_day == date(2026, 3, 1)
        assert not Product.objects.public().exists()

    def test_a_day_that_is_found_later_does_not_outlast_what_the_source_states(
        self, books, register, row
    ):
        import_register(register(row(certified_year="2024", decision="hiệu lực đến 6/2027")))
        certificate = Certificate.objects.get()
        assert (certificate.valid_until, certificate.possible_until) == (
            date(2027, 1, 1),
            date(2027, 6, 30),
        )
        dated = {"certified_year": "2024", "decision": "12/QĐ-UBND ngày 20/12/2024"}
        import_register(register(row(**dated)))
        certificate.refresh_from_db()
        assert certificate.valid_from == SIGNED
        assert certificate.possible_until == date(2027, 6, 30)
        assert certificate.valid_until <= date(2027, 6, 30)

    def test_the_last_day_of_the_decision_settles_it(self, certificate):
        facts = {"issued_on": SIGNED, "decision_number": "12/QĐ-UBND", "by": makers.user()}
        assert may_be_settled(certificate, ON)
        with pytest.raises(CertificateError):
            settle_issue_date(certificate=certificate, **facts)
        for day in (SIGNED, date(2027, 12, 21)):
            with pytest.raises(CertificateError):
                settle_issue_date(certificate=certificate, last_day=day, **facts)
        settled = settle_issue_date(certificate=certificate, last_day=date(2027, 6, 15), **facts)
        assert (settled.valid_until, settled.possible_until) == (
            date(2027, 6, 15),
            date(2027, 6, 15),
        )
        assert settled.dates_note.startswith(
            "Quyết định ghi ngày cuối cùng có hiệu lực là 15/06/2027."
        )
        assert "01/06/2027" not in settled.dates_note
        assert settled.events.last().reason.endswith("Ngày cuối: 15/06/2027.")
        assert check_log().fault == ""
        assert not may_be_settled(settled, ON)
