"""Importing: all rows kept, a second time without effect, history never rewritten."""

import csv
from datetime import date

import pytest

from catalogue.models import (
    Certificate,
    CertificateEvent,
    FormerCommune,
    FormerProvince,
    Producer,
    Product,
    RegisterEntry,
)
from catalogue.places import forget_index
from catalogue.register.date_hints import load_date_hints
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.importing import import_register
from catalogue.register.sender import CHECKER, CLERK, Sender
from catalogue.services.certificates import extend_certificate, revoke_certificate
from catalogue.services.issue_dates import settle_issue_date
from shop.users.models import User
from tests import makers

pytestmark = pytest.mark.django_db


def output(report) -> str:
    return " | ".join(f"{fault.line}: {fault.message}" for fault in report.faults)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (RegisterEntry, Product, Producer, Certificate, CertificateEvent, User)
    ]


class TestOneRow:
    def test_becomes_entry_producer_product_and_certificate(self, books, register, row):
        report = import_register(
            register(
                row(
                    product_name="Dừa sáp sợi",
                    commune="Thạnh Phú",
                    district="Cầu Kè",
                    decision="12/QĐ-UBND (05/03/2024)",
                    price_vnd="90000",
                    unit="gói",
                )
            )
        )
        assert report.reasons == {"on_sale": 1}
        product = Product.objects.public().get()
        entry, certificate = RegisterEntry.objects.get(), product.certificate
        assert (entry.product, entry.certificate, entry.price_vnd) == (product, certificate, 90000)
        assert (product.slug, product.unit, product.product_class.slug) == (
            "dua-sap-soi",
            "gói",
            "dac-san",
        )
        assert (product.province.name, product.former_province.name) == ("Vĩnh Long", "Trà Vinh")
        assert product.label_origin == "Thạnh Phú, Cầu Kè, Trà Vinh (cũ)"
        assert [category.name for category in product.categories.all()] == ["Thực phẩm chế biến"]
        assert product.producer.partner.code == product.producer.slug
        assert certificate.stars == 4
        assert certificate.issuer == "Ủy ban nhân dân tỉnh Trà Vinh"
        assert (certificate.valid_from, certificate.valid_until) == (
            date(2024, 3, 5),
            date(2027, 3, 5),
        )
        assert certificate.classification.code == "2023-S07"
        assert certificate.decision_number == "12/QĐ-UBND"

    def test_a_year_alone_is_all_its_days_and_says_so(self, books, register, row):
        import_register(register(row(certified_year="2024")))
        certificate = Certificate.objects.get()
        assert (certificate.issued_not_before, certificate.issued_not_after) == (
            date(2024, 1, 1),
            date(2024, 12, 31),
        )
        assert (certificate.valid_until, certificate.possible_until) == (
            date(2027, 1, 1),
            date(2027, 12, 31),
        )
        assert certificate.decision_date is None
        assert certificate.evidence == "Báo Trà Vinh"
        assert "Nguồn chỉ nêu năm 2024." in certificate.dates_note
        assert "Cơ quan cấp suy theo quy định" in certificate.dates_note

    def test_bounds_of_the_file_come_with_their_evidence(self, books, register, row):
        bounds = {"issued_not_before": "2023-12-01", "issued_not_after": "2024-02-23"}
        import_register(register(row(certified_year="2023", evidence="Báo A 23/02/2024", **bounds)))
        certificate = Certificate.objects.get()
        assert (certificate.issued_not_before, certificate.issued_not_after) == (
            date(2023, 12, 1),
            date(2024, 2, 23),
        )
        assert certificate.valid_from == date(2024, 2, 23)
        assert certificate.valid_until == date(2026, 12, 1)
        assert certificate.evidence == "Báo A 23/02/2024"
        assert "Nguồn chỉ nêu năm" not in certificate.dates_note

    def test_four_eyes_are_two_accounts_nobody_signs_in_with(self, books, register, row):
        import_register(register(row()))
        certificate = Certificate.objects.get()
        assert (certificate.submitted_by.email, certificate.verified_by.email) == (CLERK, CHECKER)
        for user in (certificate.submitted_by, certificate.verified_by):
            assert not user.is_active
            assert not user.has_usable_password()
        assert [event.kind for event in certificate.events.all()] == ["submitted", "verified"]

    @pytest.mark.parametrize(
        ("facts", "level", "issuer"),
        [
            ({"stars": "5"}, "central", "Bộ Nông nghiệp và Phát triển nông thôn"),
            ({"stars": "3", "district": "Cầu Kè"}, "district", "cấp huyện: Cầu Kè, tỉnh Trà Vinh"),
            ({"stars": "3", "certified_year": "2022"}, "province", "tỉnh Trà Vinh"),
            ({"stars": "3", "certified_year": "2025", "district": "Cầu Kè"}, "district", "Cầu Kè"),
            (
                {
                    "stars": "3",
                    "certified_year": "2025",
                    "province_at_certification": "Đồng Nai",
                },
                "province",
                "tỉnh Đồng Nai",
            ),
            (
                {"stars": "4", "province_at_certification": "Cần Thơ"},
                "province",
                "thành phố Cần Thơ",
            ),
            (
                {"stars": "3", "decision": "5445/QĐ-UBND huyện Yên Mô"},
                "district",
                "Ủy ban nhân dân huyện Yên Mô",
            ),
        ],
    )
    def test_the_issuer_follows_the_rule_of_the_day(
        self, books, register, row, facts, level, issuer
    ):
        import_register(register(row(**facts)))
        certificate = Certificate.objects.get()
        assert certificate.issuer_level == level
        assert issuer in certificate.issuer

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"stars": "2"}, "two_stars"),
            ({"stars": "0"}, "two_stars"),
            ({"stars": ""}, "not_ranked"),
            ({"stars": "tiem_nang_5"}, "potential_5"),
            ({"stars": "6"}, "invalid"),
            ({"group": "khac"}, "invalid"),
            ({"certified_year": ""}, "no_year"),
            ({"certified_year": "1999"}, "no_year"),
            ({"certified_year": "2026"}, "no_year"),
            ({"certified_year": "", "issued_not_after": "2025-05-08"}, "no_year"),
            (
                {"issued_not_before": "2022-01-01", "issued_not_after": "2025-12-31"},
                "no_year",
            ),
            ({"province_at_certification": "Xứ Lạ"}, "unknown_place"),
        ],
    )
    def test_rows_without_a_certificate_are_kept_and_make_no_product(
        self, books, register, row, facts, reason
    ):
        report = import_register(register(row(**facts)))
        assert report.reasons == {reason: 1}
        assert RegisterEntry.objects.count() == 1
        assert Product.objects.count() == 0

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"certified_year": "2022"}, "expired"),
            ({"certified_year": "2023"}, "uncertain"),
            ({"product_name": "Rượu nếp", "group": "do_uong"}, "display_alcohol"),
            ({"product_name": "Thuốc ho", "group": "duoc_lieu"}, "display_medicine"),
            ({"product_name": "Homestay", "group": "du_lich"}, "display_service"),
        ],
    )
    def test_certified_products_that_are_not_sold(self, books, register, row, facts, reason):
        report = import_register(register(row(**facts)))
        assert report.reasons == {reason: 1}
        assert Product.objects.count() == 1


class TestOriginOnTheLabel:
    @pytest.fixture
    def commune(self, books):
        """A commune of the old Trà Vinh, which the books know from now on."""

        def make(name: str, kind: str) -> None:
            old_province = FormerProvince.objects.get(name="Trà Vinh")
            old = FormerCommune.objects.create(
                code="00001",
                name=name,
                kind=kind,
                district="TP Trà Vinh",
                district_code="842",
                former_province=old_province,
            )
            old.successions.create(commune=makers.commune("Long Đức", of=old_province.current))
            forget_index()

        return make

    @pytest.mark.parametrize(
        ("name", "kind", "said"),
        [
            ("Phường 9", "phuong", "Phường 9"),
            ("Xà Phiên", "xa", "xã Xà Phiên"),
            ("Thạnh Phú", "xa", "xã Thạnh Phú"),
        ],
    )
    def test_a_kind_is_told_once(self, commune, register, row, name, kind, said):
        commune(name, kind)
        import_register(register(row(commune=name, district="TP Trà Vinh")))
        assert Product.objects.get().label_origin == f"{said}, TP Trà Vinh, Trà Vinh (cũ)"

    def test_another_run_corrects_the_origin_and_nothing_else(self, books, register, row):
        path = register(row(commune="Thạnh Phú", district="Cầu Kè"))
        import_register(path)
        Product.objects.update(label_origin="phường Phường 9, Trà Vinh (cũ)", title="Mật nhãn")
        report = import_register(path)
        product = Product.objects.get()
        assert product.label_origin == "Thạnh Phú, Cầu Kè, Trà Vinh (cũ)"
        assert (product.title, report.products.changed) == ("Mật nhãn", 1)
        assert import_register(path).changed_nothing


class TestManyRows:
    def test_doubled_rows_keep_the_first_and_tell_the_line(self, books, register, row):
        report = import_register(
            register(
                row(), row(product_name="MẬT ONG  hoa nhãn", stars="5"), row(product_name="Chè")
            )
        )
        assert (report.lines, report.duplicates, report.entries.created) == (3, 1, 2)
        assert Certificate.objects.get(product__title="Mật ong hoa nhãn").stars == 4
        assert "3: “MẬT ONG hoa nhãn”" in output(report)
        assert "dòng 2" in output(report)

    def test_one_producer_under_several_spellings(self, books, register, row):
        import_register(
            register(
                row(producer_name="Công ty CP Khải Hoàn", producer_type="unknown"),
                row(product_name="Chè", producer_name="Công ty Cổ phần khải hoàn"),
                row(product_name="Cà phê", province_at_certification="An Giang"),
            )
        )
        assert Producer.objects.filter(name__startswith="Công ty").count() == 1
        assert Producer.objects.get(name="Công ty CP Khải Hoàn").kind == "hop_tac_xa"
        assert Producer.objects.count() == 2

    def test_a_row_that_names_no_producer_gets_none(self, books, register, row):
        import_register(register(row(producer_name="", producer_type="unknown")))
        assert Product.objects.get().producer is None

    def test_equal_names_get_addresses_that_the_order_does_not_decide(self, books, register, row):
        import_register(
            register(
                row(product_name="Chè", producer_name="HTX Suối Giàng"),
                row(product_name="Chè", producer_name="Công ty TNHH Tân Cương"),
                row(product_name="Chè", producer_name=""),
            )
        )
        assert set(Product.objects.values_list("slug", flat=True)) == {
            "che-suoi-giang",
            "che-tan-cuong",
            "che-vinh-long",
        }

    def test_lines_add_up(self, books, register, row):
        path = register(row(), row(), row(product_name=""), row(product_name="Chè", stars="2"))
        path.write_text(path.read_text() + ",".join(["x"] * 20) + "\n")
        report = import_register(path)
        assert report.lines == 5
        assert report.lines == (report.left_out + report.duplicates + sum(report.reasons.values()))


class TestAgain:
    def test_a_second_run_changes_nothing(self, books, register, row):
        path = register(row(), row(product_name="Chè", stars=""), row(product_name="Rượu sim"))
        assert not import_register(path).changed_nothing
        before = everything()
        report = import_register(path)
        assert report.changed_nothing
        assert everything() == before

    def test_what_staff_changed_since_stays(self, books, register, row):
        path = register(row())
        import_register(path)
        Product.objects.update(title="Mật ong nhãn Trà Vinh", unit="chai 500 ml")
        import_register(path)
        assert Product.objects.get().title == "Mật ong nhãn Trà Vinh"

    def test_a_changed_row_changes_entry_and_product(self, books, register, row):
        import_register(register(row()))
        slug = Product.objects.get().slug
        report = import_register(register(row(product_name="MẬT ONG HOA NHÃN", group="duoc_lieu")))
        product = Product.objects.get()
        assert (report.entries.changed, report.products.changed) == (1, 1)
        assert (product.title, product.slug) == ("MẬT ONG HOA NHÃN", slug)
        assert product.classification.set_number == 18
        assert [category.code for category in product.categories.all()] == ["2026-III.1"]
        assert Certificate.objects.count() == 1

    def test_a_later_rating_supersedes_the_earlier(self, books, register, row):
        import_register(register(row(certified_year="2022", stars="3")))
        report = import_register(register(row(certified_year="2025", stars="4")))
        assert report.certificates.created == 1
        old, new = Certificate.objects.order_by("valid_from")
        assert (old.superseded_on, old.superseded_by) == (new.valid_from, new)
        assert RegisterEntry.objects.get().certificate == new
        assert report.reasons == {"on_sale": 1}

    def test_a_corrected_rating_is_left_to_people(self, books, register, row):
        import_register(register(row(stars="4")))
        path = register(row(stars="5"))
        for _time in range(2):
            report = import_register(path)
            assert report.certificates.created == 0
        report = import_register(register(row(stars="3")))
        assert "cần người xem lại" in output(report)
        assert Certificate.objects.get().stars == 4

    def test_a_rating_that_vanishes_is_left_to_people(self, books, register, row):
        import_register(register(row()))
        report = import_register(register(row(stars="")))
        assert "giấy đã ghi vẫn được giữ" in output(report)
        assert Certificate.objects.count() == 1

    def test_a_revoked_certificate_does_not_come_back(self, books, register, row):
        path = register(row())
        import_register(path)
        revoke_certificate(certificate=Certificate.objects.get(), ground="b", by=makers.user())
        report = import_register(path)
        assert report.reasons == {"revoked": 1}
        assert Product.objects.public().count() == 0

    def test_entries_of_earlier_files_are_kept(self, books, register, row):
        import_register(register(row()))
        report = import_register(register(row(product_name="Chè")))
        assert report.absent == 1
        assert RegisterEntry.objects.count() == 2

    def test_a_place_learnt_later_makes_the_product(self, books, register, row):
        path = register(row(certified_year=""))
        import_register(path)
        report = import_register(register(row(certified_year="2024")))
        assert (report.products.created, report.reasons) == (1, {"on_sale": 1})


class TestNothingHalfWritten:
    def test_check_writes_nothing_and_says_the_same(self, books, register, row):
        path = register(row(), row(product_name="Chè"))
        before = everything()
        checked = import_register(path, check=True)
        assert everything() == before
        assert import_register(path).reasons == checked.reasons

    def test_an_unreadable_end_leaves_nothing(self, books, register, row):
        path = register(row())
        path.write_text(path.read_text() + '"không đóng')
        before = everything()
        with pytest.raises(RegisterFileError):
            import_register(path)
        assert everything() == before

    def test_queries_do_not_grow_with_rows(
        self, books, register, row, django_assert_max_num_queries
    ):
        rows = [row(product_name=f"Chè số {number}") for number in range(300)]
        path = register(*rows)
        with django_assert_max_num_queries(75):
            import_register(path)


class TestBetterDates:
    """A row that proves more of its day of issue dates the certificate that it led to before."""

    YEAR = {"certified_year": "2024"}
    BOUNDS = {
        "certified_year": "2024",
        "issued_not_before": "2024-05-02",
        "issued_not_after": "2024-06-30",
        "evidence": "Báo Trà Vinh 30/06/2024",
    }

    def test_bounds_take_the_place_of_the_year(self, books, register, row):
        import_register(register(row(**self.YEAR)))
        report = import_register(register(row(**self.BOUNDS)))
        certificate = Certificate.objects.get()
        assert (report.certificates.created, report.certificates.changed) == (0, 1)
        assert (certificate.valid_from, certificate.valid_until) == (
            date(2024, 6, 30),
            date(2027, 5, 2),
        )
        assert certificate.possible_until == date(2027, 6, 30)
        assert certificate.evidence == "Báo Trà Vinh 30/06/2024"
        assert "Nguồn chỉ nêu năm" not in certificate.dates_note
        event = certificate.events.last()
        assert (event.kind, event.actor.email) == ("corrected", CHECKER)
        assert event.reason == "Ngày cấp: năm 2024 → khoảng 02/05/2024 – 30/06/2024."
        assert import_register(register(row(**self.BOUNDS))).changed_nothing

    def test_a_round_may_be_decided_in_the_year_after(self, books, register, row):
        import_register(register(row(**self.YEAR)))
        later = {"issued_not_before": "2025-01-17", "issued_not_after": "2025-01-17"}
        import_register(register(row(**self.BOUNDS | later)))
        assert Certificate.objects.get().issued_not_before == date(2025, 1, 17)

    def test_a_decision_that_was_missing_comes_with_its_number(self, books, register, row):
        import_register(register(row(**self.YEAR)))
        import_register(register(row(decision="12/QĐ-UBND (05/03/2024)")))
        certificate = Certificate.objects.get()
        assert (certificate.decision_number, certificate.day_is_exact) == ("12/QĐ-UBND", True)
        assert certificate.evidence_grade == "decision"

    def test_what_people_settled_stays_and_is_told(self, books, register, row):
        import_register(register(row(**self.YEAR)))
        settle_issue_date(
            certificate=Certificate.objects.get(),
            issued_on=date(2024, 9, 2),
            decision_number="77/QĐ-UBND",
            by=makers.user(),
        )
        report = import_register(register(row(**self.BOUNDS)))
        assert Certificate.objects.get().issued_not_before == date(2024, 9, 2)
        assert "giấy được giữ nguyên" in output(report)

    def test_what_people_extended_stays(self, books, register, row):
        import_register(register(row(**self.YEAR)))
        extended = extend_certificate(
            certificate=Certificate.objects.get(),
            until=date(2027, 5, 1),
            by=makers.user(),
            reason="Chờ kết quả",
        )
        import_register(register(row(**self.BOUNDS)))
        assert Certificate.objects.get().valid_until == extended.valid_until

    def test_what_is_only_reported_gets_no_certificate(self, books, register, row):
        report = import_register(register(row()), sender=Sender(is_proven=False))
        assert report.reasons == {"not_proven": 1}
        assert not Certificate.objects.exists()
        assert import_register(register(row())).reasons == {"on_sale": 1}


def test_hints_stand_beside_the_rows_and_date_nothing(books, register, row, tmp_path):
    import_register(register(row(certified_year="2023")))
    columns = ("product_name", "producer_name", "province_at_certification", "decision_number")
    hint = {name: row().get(name, "") for name in columns} | {
        "issued_not_before": "2023-12-01",
        "issued_not_after": "2024-01-31",
        "evidence": "Báo Trà Vinh 01/2024",
    }
    path = tmp_path / "hints.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, hint)
        writer.writeheader()
        writer.writerow(hint)
    assert (load_date_hints(path), load_date_hints(path)) == (1, 0)
    entry = RegisterEntry.objects.get()
    assert entry.date_hint == "khoảng 01/12/2023 – 31/01/2024: Báo Trà Vinh 01/2024"
    assert entry.certificate.issued_not_before == date(2023, 1, 1)
