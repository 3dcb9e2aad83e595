"""One product through its certificates: spellings, renewals, old places and codes."""

from datetime import date

import pytest

from catalogue.models import Certificate, Producer, Product, RegisterEntry
from catalogue.models.producer import ProducerKind
from catalogue.models.register_upload import OutcomeKind
from catalogue.register.files.columns import COLUMNS
from catalogue.register.importing import import_register
from search.index.outbox import drain
from shop.partner.models import Partner
from tests import makers

pytestmark = pytest.mark.django_db

TEA = {
    "product_name": "Trà dây Thử",
    "producer_name": "HTX Thử Nghiệm",
    "district": "Tây Giang",
    "province_at_certification": "Quảng Nam",
    "stars": "3",
    "certified_year": "2024",
    "decision": "12/QĐ-UBND (01/03/2024)",
}
RENEWED = TEA | {
    "commune": "Tây Giang",
    "district": "",
    "province_at_certification": "Đà Nẵng",
    "stars": "4",
    "certified_year": "2026",
    "decision": "700/QĐ-UBND (01/09/2026)",
}
CANDY = {"producer_name": "HTX Thử", "province_at_certification": "Bến Tre"}


def output(report) -> str:
    return " | ".join(f"{fault.line}: {fault.message}" for fault in report.faults)


def chain(product):
    """Stars, first and last day of the certificates of a product, the oldest first."""
    return [
        (certificate.stars, certificate.valid_from, certificate.superseded_on)
        for certificate in product.certificates.order_by("valid_from")
    ]


@pytest.fixture
def candies(row):
    """Spellings of one sweet over the years, and another sweet between them."""
    dua = CANDY | {"product_name": "Kẹo dừa"}
    return [
        row(**dua, stars="3", certified_year="2023"),
        row(**CANDY, product_name="Kẹo dứa", stars="3", certified_year="2024"),
        row(**dua | {"product_name": "KẸO DỪA", "producer_name": "htx thử"}, certified_year="2025"),
        row(**dua | {"producer_name": "Hợp tác xã Thử"}, certified_year="2025"),
        row(
            **dua | {"province_at_certification": "Vĩnh Long"},
            stars="5",
            certified_year="2026",
            decision="99/QĐ-BNNMT (01/06/2026)",
        ),
        row(**dua | {"product_name": "Kẹo  dừa "}, stars="3", certified_year="2023"),
    ]


class TestOneFile:
    def test_the_newest_counts_and_the_older_are_its_history(self, books, register, candies):
        report = import_register(register(*candies))
        dua = Product.objects.get(title="Kẹo dừa")
        assert Product.objects.count() == 2
        assert [stars for stars, _begin, _end in chain(dua)] == [3, 4, 5]
        assert dua.certificate.stars == 5
        assert report.duplicates == 1
        assert report.lines == report.left_out + report.duplicates + sum(report.reasons.values())

    def test_marks_make_another_product(self, books, register, candies):
        import_register(register(*candies))
        assert Product.objects.get(title="Kẹo dứa").certificates.count() == 1

    def test_the_order_of_the_rows_does_not_matter(self, books, register, candies):
        import_register(register(*reversed(candies)))
        dua = Product.objects.get(certificates__stars=5)
        assert [stars for stars, _begin, _end in chain(dua)] == [3, 4, 5]

    def test_a_second_run_changes_nothing(self, books, register, candies):
        path = register(*candies)
        import_register(path)
        before = list(Certificate.objects.order_by("pk").values())
        assert import_register(path).changed_nothing
        assert list(Certificate.objects.order_by("pk").values()) == before

    def test_each_certificate_has_the_entry_that_made_it(self, books, register, candies):
        import_register(register(*candies))
        dua = Product.objects.get(title="Kẹo dừa")
        made = RegisterEntry.objects.filter(product=dua).exclude(certificate=None)
        assert sorted(made.values_list("certificate__stars", flat=True)) == [3, 4, 5]

    def test_pack_sizes_are_one_product(self, books, register, row):
        import_register(
            register(
                row(product_name="Mật ong rừng (chai 500ml)"),
                row(product_name="Mật ong rừng", certified_year="2025"),
            )
        )
        assert Product.objects.get().certificates.count() == 2

    def test_same_year_and_other_stars_cannot_be_told_apart(self, books, register, row):
        report = import_register(register(row(stars="3"), row(stars="4")))
        assert report.duplicates == 1
        assert Certificate.objects.get().stars == 3

    def test_rows_without_a_producer_are_never_joined(self, books, register, row):
        nameless = {"producer_name": "", "producer_type": "unknown"}
        import_register(
            register(
                row(**nameless, province_at_certification="Bến Tre"),
                row(**nameless, province_at_certification="Vĩnh Long"),
            )
        )
        assert Product.objects.count() == 2

    def test_two_old_provinces_of_one_of_today_are_two_products(self, books, register, row):
        import_register(
            register(
                row(province_at_certification="Bến Tre"),
                row(province_at_certification="Trà Vinh"),
            )
        )
        assert Product.objects.count() == 2


class TestNextFile:
    def test_a_renewal_under_the_new_province_is_the_same_product(self, books, register, row):
        import_register(register(row(**TEA)))
        import_register(register(row(**RENEWED)))
        product = Product.objects.get()
        assert chain(product) == [
            (3, date(2024, 3, 1), date(2026, 9, 1)),
            (4, date(2026, 9, 1), None),
        ]
        assert product.certificate.stars == 4
        assert product.label_origin == "Tây Giang, Quảng Nam (cũ)"
        assert product.former_province.name == "Quảng Nam"

    def test_an_upgrade_in_the_old_words_supersedes(self, books, register, row):
        import_register(register(row(**TEA)))
        upgrade = {name: RENEWED[name] for name in ("stars", "certified_year", "decision")}
        import_register(register(row(**TEA | upgrade)))
        assert [stars for stars, _begin, _end in chain(Product.objects.get())] == [3, 4]

    def test_both_files_again_change_nothing(self, books, register, row):
        old, new = register(row(**TEA), name="cu.csv"), register(row(**RENEWED), name="moi.csv")
        import_register(old)
        import_register(new)
        assert import_register(old).changed_nothing
        assert import_register(new).changed_nothing

    def test_what_staff_named_otherwise_is_found_by_its_rows(self, books, register, row):
        import_register(register(row(**TEA)))
        Product.objects.update(title="Trà dây ngon")
        import_register(register(row(**RENEWED)))
        assert Product.objects.get().certificates.count() == 2

    def test_entries_of_before_keep_their_keys(self, books, register, row):
        import_register(register(row(**TEA)))
        key = RegisterEntry.objects.get().key
        import_register(
            register(
                row(**TEA),
                row(
                    **TEA
                    | {"stars": "4", "certified_year": "2026"}
                    | {"decision": RENEWED["decision"]}
                ),
            )
        )
        assert RegisterEntry.objects.get(certificate__stars=3).key == key
        assert RegisterEntry.objects.count() == 2

    def test_one_producer_under_its_abbreviations(self, books, register, row):
        import_register(
            register(
                row(producer_name="Công ty TNHH Minh Anh"),
                row(product_name="Chè", producer_name="Cty TNHH Minh Anh"),
                row(product_name="Cà phê", producer_name="CTCP Minh Anh"),
                row(product_name="Miến", producer_name="HTX Minh Anh"),
            )
        )
        assert Producer.objects.count() == 2


class TestCodesAndLastDays:
    COLUMNS = ("product_code", "valid_until", "note")

    @pytest.fixture
    def file(self, register, row):
        return lambda *rows: register(*rows, columns=(*COLUMNS, *self.COLUMNS))

    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ("83-829-28780-3-2022", "83-829-28780-3-2022"),
            ("83 - 28780 - 3 - 2026", "83-28780-3-2026"),
            ("83–829–28780–3–2022", "83-829-28780-3-2022"),
        ],
    )
    def test_a_code_is_kept_on_entry_and_certificate(self, books, file, row, printed, code):
        import_register(file(row(product_code=printed)))
        assert RegisterEntry.objects.get().product_code == code
        assert Certificate.objects.get().code == code

    def test_what_is_no_code_is_told(self, books, file, row):
        report = import_register(file(row(product_code="OCOP-12")))
        assert "không phải mã sản phẩm OCOP" in output(report)
        assert Certificate.objects.get().code == ""

    def test_a_code_given_twice_is_told(self, books, file, row):
        code = "83-28780-3-2026"
        report = import_register(
            file(row(product_code=code), row(product_name="Chè", product_code=code))
        )
        assert "đã thuộc một giấy chứng nhận khác" in output(report)
        assert sorted(Certificate.objects.values_list("code", flat=True)) == ["", code]

    def test_a_stated_end_before_that_of_the_rule_counts(self, books, file, row):
        import_register(file(row(decision="1/QĐ-UBND (05/03/2025)", valid_until="31/12/2026")))
        certificate = Certificate.objects.get()
        assert certificate.valid_until == date(2026, 12, 31)
        assert "31/12/2026" in certificate.dates_note

    def test_a_stated_end_after_that_of_the_rule_does_not(self, books, file, row):
        import_register(file(row(decision="1/QĐ-UBND (05/03/2025)", valid_until="05/03/2030")))
        assert Certificate.objects.get().valid_until == date(2028, 3, 5)

    @pytest.mark.parametrize(
        "later",
        [
            {"valid_until": "01/06/2026"},
            {"decision": "12/QĐ-UBND ngày 01/03/2024, hiệu lực đến 01/06/2026"},
        ],
        ids=["column", "text"],
    )
    def test_an_earlier_end_that_a_later_file_states_ends_it(self, books, file, row, later):
        decided = {"decision": "12/QĐ-UBND (01/03/2024)"}
        import_register(file(row(**decided)))
        assert Product.objects.public().exists()
        import_register(file(row(**decided | later)))
        certificate = Certificate.objects.get()
        assert (certificate.valid_from, certificate.last_day) == (
            date(2024, 3, 1),
            date(2026, 6, 1),
        )
        assert "01/06/2026" in certificate.dates_note
        assert not Product.objects.public().exists()

    def test_a_stated_end_is_kept_by_a_file_that_states_none(self, books, register, row):
        bounds = {"issued_not_before": "2024-01-01", "issued_not_after": "2024-12-31"}
        ended = {"decision": "", "evidence": "Báo", "valid_until": "01/06/2026"}
        columns = (*COLUMNS, *self.COLUMNS, *bounds, "evidence")
        import_register(register(row(**bounds | ended), columns=columns))
        dated = {"decision": "12/QĐ-UBND (01/03/2024)", "evidence": "Báo"}
        import_register(register(row(**bounds | dated), columns=columns))
        certificate = Certificate.objects.get()
        assert certificate.valid_from == date(2024, 3, 1)
        assert certificate.last_day == date(2026, 6, 1)
        assert "01/06/2026" in certificate.dates_note


class TestAPlaceOfBeforeTheReform:
    """Labels and lists name the old district for years; it signs nothing any more."""

    @pytest.mark.parametrize(
        ("stars", "level"), [("3", "province"), ("4", "province"), ("5", "central")]
    )
    def test_a_decision_of_today_is_not_that_of_a_province_of_before(
        self, books, register, row, stars, level
    ):
        facts = {"stars": stars, "certified_year": "2026", "decision": "700/QĐ-UBND (01/09/2026)"}
        import_register(register(row(**TEA | facts)))
        certificate = Certificate.objects.get()
        assert certificate.issuer_level == level
        assert "Quảng Nam" not in certificate.issuer
        assert "Tây Giang" not in certificate.issuer

    def test_a_decision_of_then_is(self, books, register, row):
        import_register(register(row(**TEA)))
        assert Certificate.objects.get().issuer == (
            "Ủy ban nhân dân cấp huyện: Tây Giang, tỉnh Quảng Nam"
        )


class TestWithdrawals:
    WITHDRAWN = TEA | {
        "stars": "0",
        "certified_year": "2026",
        "decision": "thu hồi QĐ 800/QĐ-UBND (01/10/2026)",
    }

    @pytest.fixture
    def certified(self, books, register, row):
        import_register(register(row(**TEA)))
        return Certificate.objects.get()

    def test_a_withdrawal_waits_for_a_second_person(self, certified, register, row):
        report = import_register(register(row(**self.WITHDRAWN)))
        proposal = certified.proposedrevocation_set.get()
        assert (proposal.decision_number, proposal.decision_date, proposal.is_open) == (
            "800/QĐ-UBND",
            date(2026, 10, 1),
            True,
        )
        assert "chờ người xác nhận" in output(report)
        assert Product.objects.get().certificate == certified
        assert RegisterEntry.objects.get(certificate=certified).stars == "3"

    def test_a_file_signed_off_ends_the_star_at_once(self, certified, register, row):
        report = import_register(register(row(**self.WITHDRAWN)), signed_off=True)
        certified.refresh_from_db()
        assert (certified.revoked_on, certified.revocation_ground) == (date(2026, 10, 1), "e")
        assert report.reasons == {"revoked": 1}

    def test_a_rejected_withdrawal_is_not_proposed_again(self, certified, register, row):
        from catalogue.services.proposals import reject_revocation

        path = register(row(**self.WITHDRAWN))
        import_register(path)
        proposal = certified.proposedrevocation_set.get()
        reject_revocation(proposal=proposal, by=makers.user(), reason="Nhầm sản phẩm.")
        assert import_register(path).changed_nothing
        assert certified.proposedrevocation_set.count() == 1

    def test_a_withdrawal_of_before_the_certificate_means_another(self, certified, register, row):
        early = self.WITHDRAWN | {"decision": "thu hồi, QĐ 5/QĐ-UBND (01/02/2024)"}
        import_register(register(row(**early)))
        assert certified.proposedrevocation_set.count() == 0

    def test_a_row_of_a_product_unknown_so_far_makes_none(self, books, register, row):
        report = import_register(register(row(**self.WITHDRAWN | {"stars": "4"})))
        assert Product.objects.count() == 0
        assert report.reasons == {"revoked_by_source": 1}

    @pytest.mark.parametrize("said", ["Hết hiệu lực", "hết hạn"])
    def test_a_row_that_calls_its_certificate_ended_waits_for_a_person(
        self, books, register, row, said
    ):
        columns = (*COLUMNS, "status")
        import_register(register(row(**TEA | {"status": ""}), columns=columns))
        certificate = Certificate.objects.get()
        report = import_register(register(row(**TEA | {"status": said}), columns=columns))
        assert "chờ một người quyết định" in output(report)
        proposal = certificate.proposedrevocation_set.get()
        assert proposal.is_open
        assert "12/QĐ-UBND" in proposal.source
        assert Product.objects.get().certificate == certificate
        import_register(register(row(**TEA | {"status": said}), columns=columns))
        assert certificate.proposedrevocation_set.count() == 1

    @pytest.mark.parametrize(
        "ended",
        [
            {"status": "Hết hiệu lực"},
            {"note": "đã hết hạn"},
            {"note": "Không còn hiệu lực"},
            {"decision": "12/QĐ-UBND (01/03/2024), hết hiệu lực"},
        ],
        ids=["status", "note", "other words", "decision"],
    )
    def test_of_two_rows_the_one_that_says_ended_becomes_a_proposal(
        self, books, register, row, ended
    ):
        columns = (*COLUMNS, "status", "note")
        plain = TEA | {"status": "", "note": ""}
        file = register(row(**plain), row(**plain | ended), columns=columns)
        report = import_register(file)
        certificate = Certificate.objects.get()
        assert certificate.proposedrevocation_set.get().is_open
        assert [outcome.kind for outcome in report.outcomes] == [
            OutcomeKind.NEW,
            OutcomeKind.WITHDRAWS,
        ]
        assert "chờ một người quyết định" in report.outcomes[1].reason
        assert Product.objects.get().certificate == certificate
        assert import_register(file).changed_nothing
        assert certificate.proposedrevocation_set.count() == 1

    def test_of_two_rows_the_one_that_says_withdrawn_becomes_a_proposal(self, books, register, row):
        columns = (*COLUMNS, "note")
        plain = TEA | {"note": ""}
        file = register(row(**plain), row(**plain | {"note": "Đã thu hồi"}), columns=columns)
        report = import_register(file)
        assert Certificate.objects.get().proposedrevocation_set.get().is_open
        assert report.outcomes[1].kind == OutcomeKind.WITHDRAWS

    def test_an_ended_row_of_an_earlier_certificate_means_not_the_present_one(
        self, books, register, row
    ):
        import_register(register(row(**RENEWED)))
        ended = RENEWED | {"certified_year": "2021", "decision": "5/QĐ-UBND (02/02/2021), hết hạn"}
        import_register(register(row(**RENEWED), row(**ended)))
        certificate = Certificate.objects.get(stars=4)
        assert not certificate.proposedrevocation_set.exists()

    def test_an_extension_waits_as_well(self, books, register, row):
        text = "12/QĐ-UBND (20/12/2023), gia hạn theo QĐ 9/QĐ-UBND (01/11/2026) đến 30/04/2027"
        import_register(register(row(certified_year="2023", decision=text)))
        proposal = Certificate.objects.get().proposedextension_set.get()
        assert (proposal.decision_number, proposal.until) == ("9/QĐ-UBND", date(2027, 4, 30))
        assert Certificate.objects.get().last_day == date(2026, 12, 20)


class TestAnOlderRegister:
    """It comes after a newer one: what is certain becomes history, nothing in force changes."""

    OLD = CANDY | {
        "product_name": "Kẹo dừa",
        "stars": "3",
        "certified_year": "2022",
        "decision": "7/QĐ-UBND (01/06/2022)",
        "district": "Tiểu Cần",
    }
    NEW = CANDY | {
        "product_name": "Kẹo dừa",
        "stars": "4",
        "certified_year": "2025",
        "decision": "9/QĐ-UBND (01/03/2025)",
    }

    @pytest.fixture
    def report(self, books, register, row):
        import_register(register(row(**self.NEW)))
        self.before = Product.objects.values().get()
        return import_register(register(row(**self.OLD)))

    def test_its_certificate_is_the_history_of_the_newer_one(self, report):
        dua = Product.objects.get()
        assert chain(dua) == [
            (3, date(2022, 6, 1), date(2025, 3, 1)),
            (4, date(2025, 3, 1), None),
        ]
        assert dua.certificate.stars == 4
        old = dua.certificates.get(stars=3)
        assert old.superseded_by == dua.certificate
        assert list(old.events.values_list("kind", flat=True)) == [
            "submitted",
            "verified",
            "superseded",
        ]

    def test_product_and_entry_say_what_the_newer_register_says(self, report):
        assert Product.objects.values().get() == self.before
        newest = RegisterEntry.objects.get(stars="4")
        assert newest.decision == self.NEW["decision"]
        assert newest.certificate.stars == 4

    def test_the_row_says_what_became_of_it(self, report):
        (outcome,) = report.outcomes
        assert outcome.kind == OutcomeKind.NOT_FOR_SALE
        assert "01/03/2025" in outcome.reason

    def test_a_second_run_of_either_changes_nothing(self, report, register, row):
        assert import_register(register(row(**self.OLD))).changed_nothing
        assert import_register(register(row(**self.NEW))).changed_nothing

    def test_what_is_not_certainly_older_is_refused_with_the_reason(self, books, register, row):
        import_register(register(row(**self.NEW)))
        same_day = self.NEW | {"stars": "3", "decision": "10/QĐ-UBND (01/03/2025)"}
        (outcome,) = import_register(register(row(**same_day))).outcomes
        assert outcome.kind == OutcomeKind.REFUSED
        assert Product.objects.get().certificate.stars == 4

    def test_nothing_of_a_refused_row_is_taken_over(self, books, register, row):
        import_register(register(row(**self.NEW)))
        facts = Product.objects.values().get(), RegisterEntry.objects.values().get()
        other = {"stars": "3", "decision": "10/QĐ-UBND (01/03/2025)", "commune": "Bình Thạnh"}
        file = register(
            row(**self.NEW | other | {"product_name": self.NEW["product_name"].upper()})
        )
        (outcome,) = import_register(file).outcomes
        assert outcome.kind == OutcomeKind.REFUSED
        assert (Product.objects.values().get(), RegisterEntry.objects.values().get()) == facts
        assert import_register(file).changed_nothing

    def test_a_refused_row_makes_no_producer_no_partner_and_no_entry(self, books, register, row):
        import_register(register(row(**self.NEW)))
        Producer.objects.update(name="Cơ sở Kẹo Mới", kind=ProducerKind.UNKNOWN)
        refused = {"stars": "3", "decision": "10/QĐ-UBND (01/03/2025)"}
        file = register(row(**self.NEW | refused | {"producer_name": "Hợp tác xã Thử"}))
        report = import_register(file)
        (outcome,) = report.outcomes
        assert outcome.kind == OutcomeKind.REFUSED
        assert outcome.product_id == Product.objects.get().pk
        assert report.changed_nothing
        assert report.refused == report.lines == 1
        assert Producer.objects.get().name == "Cơ sở Kẹo Mới"
        assert Partner.objects.count() == RegisterEntry.objects.count() == 1

    def test_a_refused_row_says_nothing_of_a_known_producer(self, books, register, row):
        import_register(register(row(**self.NEW)))
        Producer.objects.update(kind=ProducerKind.UNKNOWN)
        refused = {"stars": "3", "decision": "10/QĐ-UBND (01/03/2025)"}
        (outcome,) = import_register(register(row(**self.NEW | refused))).outcomes
        assert outcome.kind == OutcomeKind.REFUSED
        assert Producer.objects.get().kind == ProducerKind.UNKNOWN

    def test_between_two_that_follow_each_other_it_is_refused(self, books, register, row):
        first = self.OLD | {"certified_year": "2021", "decision": "5/QĐ-UBND (02/02/2021)"}
        import_register(register(row(**first), row(**self.NEW)))
        late = self.OLD | {"decision": "8/QĐ-UBND (05/05/2023)", "certified_year": "2023"}
        (outcome,) = import_register(register(row(**late))).outcomes
        assert outcome.kind == OutcomeKind.REFUSED
        assert Product.objects.get().certificates.count() == 2


def test_three_rows_of_one_sweet_are_one_card_of_the_search(books, register, candies, client):
    import_register(register(*candies))
    drain()
    page = client.get("/tim-kiem/", {"q": "kẹo dừa"}).context["results"]
    found = [(card.title, card.stars) for card in page.cards]
    assert len(found) == 2
    assert dict(found) == {"Kẹo dừa": 5, "Kẹo dứa": 3}
