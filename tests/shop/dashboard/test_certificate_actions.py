"""Entering, verifying, extending and revoking through the screens, as people do it."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogue.clock import today
from catalogue.models import Certificate, PendingUpload, Product, RegisterEntry
from catalogue.services.certificates import submit_certificate, verify_certificate
from tests import makers

LIST = "/quan-tri/chung-nhan/"


def facts(**changed) -> dict:
    """A form that is right."""
    return {
        "stars": "4",
        "issuer_level": "province",
        "issuer": "Ủy ban nhân dân tỉnh Vĩnh Long",
        "decision_number": "123/QĐ-UBND",
        "decision_date": "2026-01-15",
        "code": "86-28780-3-2026",
        "valid_from": "2026-01-15",
        "valid_until": "",
        "dates_note": "",
    } | changed


@pytest.fixture
def product(db):
    return makers.product("Cam sành Tam Bình", stars=None)


@pytest.fixture
def submit(officer, product):
    """Enters a certificate for the product and returns the answer."""

    def send(**changed):
        return officer.post(f"{LIST}nop/{product.pk}/", facts(**changed))

    return send


@pytest.fixture
def expired(product):
    """A certificate that ended ten days ago."""
    return makers.certificate(product, until=today() - timedelta(days=10))


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (240, 240)).save(file, kind)
    return file.getvalue()


class TestSubmit:
    def test_the_product_is_found_by_search_first(self, officer, product):
        makers.product("Chè Shan tuyết", stars=None)
        response = officer.get(f"{LIST}nop/", {"q": "cam sanh"})
        assert list(response.context["products"]) == [product]

    def test_a_right_form_awaits_verification(self, submit, officer, product):
        response = submit()
        certificate = product.certificates.get()
        assert response.headers["Location"] == f"{LIST}{certificate.pk}/"
        assert certificate.submitted_by == officer.user
        assert certificate.valid_until == date(2029, 1, 15)
        assert not Product.objects.public().filter(pk=product.pk).exists()

    def test_pressing_twice_enters_once(self, submit, product):
        assert submit().headers["Location"] == submit().headers["Location"]
        assert product.certificates.count() == 1
        assert product.certificates.get().events.count() == 1

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"stars": "2"}, "stars"),
            ({"stars": ""}, "stars"),
            ({"stars": "5"}, "issuer_level"),
            ({"stars": "3", "issuer_level": "central"}, "issuer_level"),
            ({"stars": "3", "issuer_level": "district"}, "issuer_level"),
            ({"issuer": ""}, "issuer"),
            ({"decision_number": ""}, "decision_number"),
            ({"decision_date": "2099-01-01"}, "decision_date"),
            ({"decision_date": "31/02/2026"}, "decision_date"),
            ({"code": "8-28780-3-2026"}, "code"),
            ({"code": "86-28780-3-1999"}, "code"),
            ({"valid_from": "2017-01-01"}, "valid_from"),
            ({"valid_until": "2026-01-15"}, "valid_until"),
            ({"valid_until": "2028-12-31"}, "dates_note"),
        ],
    )
    def test_a_wrong_form_says_where(self, submit, product, changed, field):
        response = submit(**changed)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
        assert not product.certificates.exists()

    @pytest.mark.parametrize("code", ["83-829-28780-3-2022", "24-07294-1-2026", ""])
    def test_both_shapes_of_code_are_taken(self, submit, product, code):
        submit(code=code)
        assert product.certificates.get().code == code

    def test_a_district_could_issue_three_stars_before_july_2025(self, submit, product):
        day = "2024-05-20"
        submit(stars="3", issuer_level="district", decision_date=day, valid_from=day)
        assert product.certificates.get().valid_until == date(2027, 5, 20)

    def test_another_end_with_its_reason(self, submit, product):
        submit(valid_until="2028-12-31", dates_note="Theo giấy chứng nhận")
        assert product.certificates.get().valid_until == date(2028, 12, 31)

    def test_days_may_be_typed_day_first(self, submit, product):
        submit(valid_from="20/01/2026")
        assert product.certificates.get().valid_from == date(2026, 1, 20)

    def test_a_code_of_another_certificate_is_refused(self, submit, product):
        makers.certificate(makers.product(stars=None), code="86-28780-3-2026")
        assert list(submit().context["form"].errors) == ["code"]
        assert not product.certificates.exists()

    @pytest.mark.parametrize(
        ("content", "ending"),
        [(b"%PDF-1.7\nrest\n%%EOF\n", "pdf"), (picture("JPEG"), "jpg"), (picture("PNG"), "png")],
        ids=["pdf", "jpeg", "png"],
    )
    def test_a_scan_is_kept_under_a_neutral_name(self, submit, officer, product, content, ending):
        submit(scan=SimpleUploadedFile("../../Giấy <b>.html", content))
        certificate = product.certificates.get()
        assert certificate.scan.name.endswith(f".{ending}")
        assert "html" not in certificate.scan.name
        answer = officer.get(f"{LIST}{certificate.pk}/ban-quet/")
        assert b"".join(answer.streaming_content) == content
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "content",
        [
            b"<html><script>",
            b"GIF89a....",
            picture("PNG")[:40],
            picture("BMP"),
            b"x",
            b"%PDF-1.7 half",
        ],
        ids=["html", "gif", "broken", "bmp", "short", "half"],
    )
    def test_what_is_no_scan_is_refused(self, submit, product, content):
        response = submit(scan=SimpleUploadedFile("scan.pdf", content, "application/pdf"))
        assert list(response.context["form"].errors) == ["scan"]

    def test_a_scan_beyond_ten_megabytes_is_refused(self, submit):
        big = SimpleUploadedFile("scan.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024)
        assert list(submit(scan=big).context["form"].errors) == ["scan"]

    def test_a_missing_scan_is_not_found(self, submit, officer, product):
        submit()
        pk = product.certificates.get().pk
        assert officer.get(f"{LIST}{pk}/ban-quet/").status_code == 404


class TestVerify:
    def test_another_person_verifies(self, submit, verifier, product):
        submit()
        pk = product.certificates.get().pk
        verifier.post(f"{LIST}{pk}/xac-minh/")
        assert Certificate.objects.get(pk=pk).verified_by == verifier.user
        page = verifier.get(f"{LIST}{pk}/")
        assert [event.kind for event in page.context["events"]] == ["submitted", "verified"]

    def test_the_submitter_sees_why_there_is_no_button(self, superuser, product):
        superuser.post(f"{LIST}nop/{product.pk}/", facts())
        certificate = product.certificates.get()
        page = superuser.get(f"{LIST}{certificate.pk}/")
        assert page.context["is_submitter"]
        assert "xac-minh" not in page.content.decode()

    def test_the_submitter_cannot_verify_by_hand_either(self, superuser, product):
        superuser.post(f"{LIST}nop/{product.pk}/", facts())
        certificate = product.certificates.get()
        response = superuser.post(f"{LIST}{certificate.pk}/xac-minh/", follow=True)
        certificate.refresh_from_db()
        assert certificate.verified_at is None
        assert "error" in [message.level_tag for message in response.context["messages"]]

    def test_verifying_twice_is_told_and_harmless(self, submit, verifier, product):
        submit()
        pk = product.certificates.get().pk
        verifier.post(f"{LIST}{pk}/xac-minh/")
        verifier.post(f"{LIST}{pk}/xac-minh/")
        assert Certificate.objects.get(pk=pk).events.filter(kind="verified").count() == 1

    def test_looking_does_not_verify(self, submit, verifier, product):
        submit()
        pk = product.certificates.get().pk
        assert verifier.get(f"{LIST}{pk}/xac-minh/").status_code == 405
        assert Certificate.objects.get(pk=pk).verified_at is None

    def test_the_page_tells_what_verifying_ends(self, verifier, product):
        earlier = makers.certificate(product, since=today() - timedelta(days=400))
        newer = submit_certificate(
            product=product, stars=4, issuer_level="province", valid_from=today(), by=makers.user()
        )
        page = verifier.get(f"{LIST}{newer.pk}/")
        assert page.context["ends_by_verifying"] == [earlier]
        verifier.post(f"{LIST}{newer.pk}/xac-minh/")
        earlier.refresh_from_db()
        assert earlier.superseded_by == newer
        assert verifier.get(f"{LIST}{earlier.pk}/").status_code == 200


class TestExtend:
    def test_an_extension_brings_the_star_back(self, verifier, expired):
        until = expired.valid_until + timedelta(days=180)
        verifier.post(
            f"{LIST}{expired.pk}/gia-han/", {"until": until, "reason": "Chờ phân hạng lại"}
        )
        expired.refresh_from_db()
        assert expired.extended_until == until
        assert Product.objects.public().filter(pk=expired.product_id).exists()
        assert expired.events.get(kind="extended").reason == "Chờ phân hạng lại"

    @pytest.mark.parametrize("days", [181, 0, -1])
    def test_an_extension_beyond_the_limit_is_refused(self, verifier, expired, days):
        until = expired.valid_until + timedelta(days=days)
        response = verifier.post(f"{LIST}{expired.pk}/gia-han/", {"until": until, "reason": "Chờ"})
        assert list(response.context["form"].errors) == ["until"]

    def test_an_extension_needs_a_reason(self, verifier, expired):
        until = expired.valid_until + timedelta(days=30)
        response = verifier.post(f"{LIST}{expired.pk}/gia-han/", {"until": until, "reason": "  "})
        assert list(response.context["form"].errors) == ["reason"]

    def test_pressing_twice_extends_once(self, verifier, expired):
        form = {"until": expired.valid_until + timedelta(days=30), "reason": "Chờ"}
        verifier.post(f"{LIST}{expired.pk}/gia-han/", form)
        verifier.post(f"{LIST}{expired.pk}/gia-han/", form)
        assert expired.events.filter(kind="extended").count() == 1

    def test_a_revoked_certificate_is_not_extended(self, verifier):
        revoked = makers.product(stars=4, revoked_on=today()).certificates.get()
        form = {"until": revoked.valid_until + timedelta(days=30), "reason": "Chờ"}
        response = verifier.post(f"{LIST}{revoked.pk}/gia-han/", form)
        assert response.context["form"].non_field_errors()


class TestBounds:
    """A certificate whose day of issue is known between two days, with what proves them."""

    BOUNDS = {
        "day_known": "trong-khoang",
        "decision_number": "",
        "decision_date": "",
        "valid_from": "",
        "issued_not_before": "2025-05-17",
        "issued_not_after": "2025-07-24",
        "evidence": "Báo Vĩnh Long 24/07/2025: thêm sản phẩm OCOP",
    }

    def test_two_days_and_their_evidence_are_entered(self, submit, verifier, product):
        submit(**self.BOUNDS)
        certificate = product.certificates.get()
        assert (certificate.issued_not_before, certificate.valid_from) == (
            date(2025, 5, 17),
            date(2025, 7, 24),
        )
        assert (certificate.valid_until, certificate.possible_until) == (
            date(2028, 5, 17),
            date(2028, 7, 24),
        )
        page = verifier.get(f"{LIST}{certificate.pk}/").content.decode()
        assert "khoảng 17/05/2025 – 24/07/2025" in page
        assert "Báo Vĩnh Long 24/07/2025" in page

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"issued_not_before": ""}, "issued_not_before"),
            ({"issued_not_after": ""}, "issued_not_after"),
            ({"evidence": "  "}, "evidence"),
            ({"issued_not_after": "2025-05-16"}, "issued_not_after"),
            ({"issued_not_before": "2020-01-01"}, "issued_not_after"),
            ({"issued_not_after": "2099-01-01"}, "issued_not_after"),
            ({"stars": "3", "issuer_level": "district", "issued_not_before": "2025-07-02"}, None),
        ],
    )
    def test_what_proves_nothing_is_refused(self, submit, product, changed, field):
        response = submit(**self.BOUNDS | changed)
        assert list(response.context["form"].errors) == [field or "issuer_level"]
        assert not product.certificates.exists()

    def test_the_decision_itself_needs_number_and_date(self, submit):
        errors = submit(decision_number="", decision_date="").context["form"].errors
        assert sorted(errors) == ["decision_date", "decision_number"]

    def test_it_cannot_hold_before_its_decision(self, submit):
        response = submit(valid_from="2026-01-14")
        assert list(response.context["form"].errors) == ["valid_from"]

    def test_without_a_first_day_it_holds_from_the_decision(self, submit, product):
        submit(valid_from="")
        assert product.certificates.get().valid_from == date(2026, 1, 15)


class TestSettle:
    @pytest.fixture
    def uncertain(self, clock, product):
        """Of 2023, day not known."""
        return makers.bounded_certificate(product, date(2023, 1, 1), date(2023, 12, 31))

    def test_the_decision_puts_it_on_sale(self, verifier, uncertain):
        url = f"{LIST}{uncertain.pk}/ngay-cap/"
        assert url in verifier.get(f"{LIST}{uncertain.pk}/").content.decode()
        assert not Product.objects.public().exists()
        form = {"issued_on": "20/12/2023", "decision_number": "348/QĐ-UBND"}
        answer = verifier.post(url, form, follow=True)
        assert Product.objects.public().get() == uncertain.product
        assert "Đã chốt ngày cấp. Giấy chứng nhận: còn hiệu lực." in answer.content.decode()
        assert url not in answer.content.decode()

    def test_what_is_probable_is_shown_as_a_hint(self, verifier, uncertain):
        RegisterEntry.objects.create(
            key="k", certificate=uncertain, product_name="Cam", date_hint="Báo tháng 12/2023"
        )
        for path in ("", "ngay-cap/"):
            page = verifier.get(f"{LIST}{uncertain.pk}/{path}").content.decode()
            assert "Báo tháng 12/2023" in page

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"issued_on": ""}, "issued_on"),
            ({"issued_on": "2027-01-01"}, "issued_on"),
            ({"issued_on": "2024-02-23"}, "reason"),
            ({"decision_number": ""}, "decision_number"),
        ],
    )
    def test_a_wrong_form_says_where(self, verifier, uncertain, changed, field):
        form = {"issued_on": "2023-12-20", "decision_number": "348/QĐ-UBND"} | changed
        response = verifier.post(f"{LIST}{uncertain.pk}/ngay-cap/", form)
        assert list(response.context["form"].errors) == [field]
        assert not Product.objects.public().exists()

    def test_whoever_entered_it_is_told_why_not(self, superuser, product, clock):
        superuser.post(f"{LIST}nop/{product.pk}/", facts(**TestBounds.BOUNDS))
        certificate = product.certificates.get()
        verify_certificate(certificate=certificate, by=makers.user())
        url = f"{LIST}{certificate.pk}/ngay-cap/"
        assert "người khác chốt ngày cấp" in superuser.get(url).content.decode()
        form = {"issued_on": "2025-06-02", "decision_number": "348/QĐ-UBND"}
        assert superuser.post(url, form).context["form"].non_field_errors()


class TestRevoke:
    @pytest.fixture
    def in_force(self, db):
        return makers.product("Kẹo dừa", stars=4).certificates.get()

    def form(self, **changed) -> dict:
        return {
            "ground": "c",
            "decision_number": "9/QĐ-UBND",
            "on": today().isoformat(),
            "reason": "Mẫu thử không đạt",
        } | changed

    def test_it_asks_before_it_revokes(self, verifier, in_force):
        url = f"{LIST}{in_force.pk}/thu-hoi/"
        question = verifier.post(url, self.form())
        assert question.context["confirming"]
        assert 'name="confirmed" value="on"' in question.content.decode()
        assert Product.objects.public().filter(pk=in_force.product_id).exists()
        verifier.post(url, self.form(confirmed="on"))
        in_force.refresh_from_db()
        assert (in_force.revocation_ground, in_force.revoked_on) == ("c", today())
        assert not Product.objects.public().filter(pk=in_force.product_id).exists()
        event = in_force.events.get(kind="revoked")
        assert (event.decision_number, event.actor) == ("9/QĐ-UBND", verifier.user)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"ground": "z"}, "ground"),
            ({"ground": ""}, "ground"),
            ({"decision_number": ""}, "decision_number"),
            ({"on": "2010-01-01"}, "on"),
            ({"on": "2062-01-01"}, "on"),
        ],
    )
    @pytest.mark.parametrize("confirmed", ["", "on"])
    def test_a_wrong_form_says_where(self, verifier, in_force, changed, field, confirmed):
        form = self.form(confirmed=confirmed, **changed)
        response = verifier.post(f"{LIST}{in_force.pk}/thu-hoi/", form)
        assert list(response.context["form"].errors) == [field]
        assert Product.objects.public().filter(pk=in_force.product_id).exists()

    @pytest.mark.parametrize("ground", ["a", "b", "c", "d", "dd", "e"])
    def test_all_six_grounds(self, verifier, in_force, ground):
        form = self.form(ground=ground, confirmed="on")
        verifier.post(f"{LIST}{in_force.pk}/thu-hoi/", form)
        in_force.refresh_from_db()
        assert in_force.revocation_ground == ground
        assert verifier.get(f"{LIST}{in_force.pk}/").status_code == 200

    def test_pressing_twice_revokes_once(self, verifier, in_force):
        form = self.form(confirmed="on")
        verifier.post(f"{LIST}{in_force.pk}/thu-hoi/", form)
        second = verifier.post(f"{LIST}{in_force.pk}/thu-hoi/", form)
        assert second.context["form"].non_field_errors()
        assert in_force.events.filter(kind="revoked").count() == 1

    def test_the_question_escapes_what_was_typed(self, verifier, in_force):
        question = verifier.post(
            f"{LIST}{in_force.pk}/thu-hoi/", self.form(reason='"><script>alert(1)</script>')
        )
        assert "<script>alert(1)" not in question.content.decode()


class TestScanIsKept:
    """Nobody scans again because a date was wrong."""

    def test_a_scan_is_kept_while_another_field_is_wrong(self, submit, product):
        content = b"%PDF-1.7\n%%EOF\n"
        page = submit(scan=SimpleUploadedFile("quyết định.pdf", content), decision_number="")
        token = PendingUpload.objects.get().token
        assert "Đã giữ quyết định.pdf" in page.content.decode()
        submit(**{"scan-kept": token})
        with product.certificates.get().scan.open() as scan:
            assert scan.read() == content
