"""Forms that act, sent after somebody else was first: nothing is overwritten, no word is lost."""

from datetime import timedelta

import pytest

from catalogue.clock import today
from catalogue.models import Renewal, Takedown
from catalogue.register_uploads.processing import process_waiting
from catalogue.renewals.services import record_renewal
from catalogue.services.proposals import propose_revocation, reject_revocation
from catalogue.services.star_reports import assign_star_report, move_star_report
from catalogue.services.takedowns import lift_by_authority
from shop.users.roles import VERIFIERS
from tests import makers
from tests.house.walk import text_of
from tests.shop.dashboard.conftest import member, signed_in
from tests.shop.order.conftest import order_basket
from tests.window import Window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WORDS = "Đã gọi điện hỏi chi cục, chờ văn bản."


def other(roles):
    return member(VERIFIERS, first_name="Hoa")


class TestStarReports:
    @pytest.fixture
    def report(self, roles):
        return makers.star_report(product=makers.product("Mật ong"))

    def window(self, browser, report, holding):
        return Window(browser, f"/quan-tri/bao-sao-sai/{report.pk}/", holding=holding)

    def test_an_assignee_that_somebody_else_chose_is_asked_about(self, verifier, report, roles):
        late = self.window(verifier, report, "assignee")
        colleague = other(roles)
        assign_star_report(report=report, to=colleague)
        page = late.type(assignee=str(verifier.user.pk)).send()
        assert page.status_code == 200
        report.refresh_from_db()
        assert report.assignee == colleague
        late.read(page, holding="assignee")
        mine = late.form.select_one("input[type=radio][value^=mine]")
        late.type(**{mine["name"]: mine["value"]}).send()
        report.refresh_from_db()
        assert report.assignee == verifier.user

    def test_a_product_that_somebody_else_named_is_looked_at_first(self, verifier, report):
        late = self.window(verifier, report, "page")
        theirs, mine = makers.product("Mật ong rừng"), makers.product("Mật ong bạc hà")
        type(report).objects.filter(pk=report.pk).update(product=theirs)
        page = late.type(page=mine.get_absolute_url()).send()
        assert "người khác đã thay đổi" in page.content.decode()
        report.refresh_from_db()
        assert report.product == theirs
        late.read(page, holding="page")
        late.send()
        report.refresh_from_db()
        assert report.product == mine

    def test_what_the_reporter_was_to_read_is_kept_when_the_case_has_moved_on(
        self, verifier, report, roles
    ):
        move_star_report(report=report, after="looking", by=verifier.user)
        late = self.window(verifier, report, "told").type(after="confirmed", told=WORDS)
        colleague = other(roles)
        move_star_report(report=report, after="confirmed", by=colleague, told="Khác")
        page = late.send()
        assert page.status_code == 200
        assert WORDS in text_of(page)
        assert report.transitions.count() == 3


def test_a_receipt_that_a_colleague_recorded_is_not_overwritten(verifier, roles):
    end = today() + timedelta(days=40)
    certificate = makers.product("Chè", until=end).certificates.get()
    url = f"/quan-tri/han-chung-nhan/{certificate.pk}/nop-ho-so/"
    late = Window(verifier, url, holding="receipt_number")
    record_renewal(
        certificate=certificate, handed_in_on=today(), receipt_number="12/BN", by=other(roles)
    )
    page = late.type(handed_in_on=str(today()), receipt_number="99/BN", note=WORDS).send()
    assert page.status_code == 200
    assert "“12/BN”" in page.content.decode()
    assert Renewal.objects.get().receipt_number == "12/BN"
    late.read(page, holding="receipt_number")
    theirs = late.form.select_one("input[type=radio][value^=theirs]")
    assert late.type(**{theirs["name"]: theirs["value"]}).send().status_code == 302
    renewal = Renewal.objects.get()
    assert (renewal.receipt_number, renewal.note) == ("12/BN", WORDS)


class TestRegisterFiles:
    @pytest.fixture
    def upload(self, roles):
        upload = makers.register_upload()
        process_waiting()
        return upload

    def test_a_decision_that_a_colleague_gave_is_not_overwritten(self, superuser, upload):
        url = f"/quan-tri/so-dang-ky/nhap/{upload.pk}/sua/"
        late = Window(superuser, url, holding="decision_number")
        day = today() - timedelta(days=9)
        type(upload).objects.filter(pk=upload.pk).update(
            decision_number="7/QĐ-UBND", decision_date=day
        )
        page = late.type(decision_number="8/QĐ-UBND", decision_date=str(day)).send()
        assert "“7/QĐ-UBND”" in page.content.decode()
        upload.refresh_from_db()
        assert upload.decision_number == "7/QĐ-UBND"

    def test_why_it_goes_back_is_said_again_when_it_was_confirmed_meanwhile(
        self, superuser, upload
    ):
        answer = superuser.post(
            f"/quan-tri/so-dang-ky/nhap/{upload.pk}/tra-lai/", {"reason": WORDS}, follow=True
        )
        assert WORDS in text_of(answer)


class TestTakedowns:
    FACTS = {"ground": "unsafe", "authority": "Cục An toàn thực phẩm", "note": WORDS}

    def test_what_was_typed_to_place_a_second_one_is_said_again(self, verifier):
        product = makers.product("Trà giảm cân")
        makers.takedown(product)
        answer = verifier.post(f"/quan-tri/go-san-pham/moi/{product.pk}/", self.FACTS, follow=True)
        assert Takedown.objects.count() == 1
        assert WORDS in text_of(answer)

    @pytest.mark.parametrize("action", ["hien-lai", "xin-hien-lai", "giu-go"])
    def test_what_was_typed_about_a_lifted_one_is_said_again(self, verifier, roles, action):
        takedown = makers.takedown(makers.product("Trà giảm cân"))
        lift_by_authority(
            takedown=takedown, by=other(roles), document_number="1/TB", reason="Đã khắc phục."
        )
        url = f"/quan-tri/go-san-pham/{takedown.pk}/{action}/"
        answer = verifier.post(url, {"reason": WORDS, "document_number": "2/TB"}, follow=True)
        assert WORDS in text_of(answer)


def test_a_reason_against_a_decided_proposal_is_said_again(verifier, roles):
    proposal = propose_revocation(
        certificate=makers.product("Trà dây").certificate,
        by=makers.user(),
        source="thu hồi",
        decision_number="800/QĐ-UBND",
        decision_date=today() - timedelta(days=3),
    )
    reject_revocation(proposal=proposal, by=other(roles), reason="Nhầm")
    url = f"/quan-tri/de-nghi/thu-hoi/{proposal.pk}/bac/"
    answer = verifier.post(url, {"reason": WORDS}, follow=True)
    assert WORDS in text_of(answer)
    proposal.refresh_from_db()
    assert proposal.reason == "Nhầm"


def test_a_reply_to_a_review_that_is_hidden_by_now_is_said_again(seller):
    product = makers.product(producer=seller.partner.producer)
    (review,) = makers.reviews(product, 5)
    late = Window(seller, f"/quan-tri/nhan-xet/{review.pk}/", holding="reply")
    type(review).objects.filter(pk=review.pk).update(status=review.REJECTED, ground="advert")
    answer = late.type(reply=WORDS).send(follow=True)
    assert WORDS in text_of(answer) or answer.status_code == 404


def test_a_remark_about_a_parcel_that_has_moved_on_is_said_again(shopkeeper):
    tea = makers.product("Kẹo dừa", price=50_000, stock=9)
    order = order_basket(makers.basket((tea, 2)), makers.commune()).order
    parcel = order.producer_orders.get()
    url = f"/quan-tri/kien-hang/{parcel.pk}/"
    data = {"to": "confirmed", "note": WORDS}
    first = signed_in(shopkeeper.user)
    first.post(url, data | {"note": "Đã nhận"})
    answer = shopkeeper.post(url, data, follow=True)
    assert WORDS in text_of(answer)
