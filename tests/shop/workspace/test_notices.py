"""The pages of notices: own ones only, read by opening or by pressing, and the choice of channels."""

import pytest

from catalogue.clock import now
from shop.notices import events
from shop.notices.models import Notice, NoticeChoice, NoticeKind
from shop.notices.posting import NoticeSubject, post_notices
from shop.users.models import User
from tests import makers
from tests.shop.dashboard.conftest import signed_in
from tests.shop.order.conftest import order_basket
from tests.shop.workspace.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(partner):
    return f"/nguoi-ban/{partner.pk}/thong-bao/"


@pytest.fixture
def phone(owner, packer):
    """Numbers for those who work there."""
    for number, browser in enumerate((owner, packer)):
        User.objects.filter(pk=browser.user.pk).update(phone=f"+8491234567{number}")


def tell(partner, *abouts, event=events.LOW_STOCK):
    facts = {"name": "Mật ong", "n": 2, "number": "100023", "day": "1/12"}
    post_notices(event, [NoticeSubject(partner.pk, about, facts) for about in abouts])


def notice_of(browser) -> Notice:
    return Notice.objects.get(membership__user=browser.user)


def fields(**changes) -> dict:
    """The form with every e-mail on, as a browser sends it."""
    sent = {f"email_{kind}": "on" for kind in NoticeKind} | {"takes_digest": "on"}
    sent |= {"digest_hour": "7", "quiet_from": "21", "quiet_until": "6"} | changes
    return {name: value for name, value in sent.items() if value}


def test_a_notice_leads_to_what_it_tells_of_and_is_read(owner, partner, path):
    tell(partner, 1)
    assert "“Mật ong” sắp hết: còn 2" in owner.get(path).content.decode()
    answer = owner.get(f"{path}{notice_of(owner).pk}/")
    assert answer["Location"] == f"/nguoi-ban/{partner.pk}/hang/?muc=sap-het"
    assert notice_of(owner).read_at
    assert "Chưa đọc" not in owner.get(path).content.decode()


def test_the_button_marks_one_as_read_and_stays(owner, partner, path):
    tell(partner, 1)
    assert owner.post(f"{path}{notice_of(owner).pk}/")["Location"] == path
    assert notice_of(owner).read_at


def test_all_are_read_but_what_came_after_the_page_was_drawn(owner, partner, path):
    tell(partner, 1)
    until = now().isoformat()
    tell(partner, 2)
    owner.post(path, {"den": until})
    assert Notice.objects.unread().get().about == 2
    owner.post(path, {"den": "hôm qua"})
    assert not Notice.objects.unread().exists()


def test_the_header_counts_what_is_unread(owner, partner, path):
    tell(partner, 1, 2)
    assert owner.get(f"/nguoi-ban/{partner.pk}/").context["unread_count"] == 2
    owner.post(path)
    assert owner.get(f"/nguoi-ban/{partner.pk}/").context["unread_count"] == 0


def test_opening_an_order_reads_what_was_told_of_it(owner, partner, order):
    assert notice_of(owner).event == "order_new"
    owner.get(f"/nguoi-ban/don-hang/{order.pk}/")
    assert notice_of(owner).read_at


def test_nobody_opens_the_notice_of_a_colleague(owner, partner, path):
    tell(partner, 1)
    colleague = browser_of(partner, "seller")
    theirs = f"{path}{notice_of(owner).pk}/"
    assert colleague.get(theirs).status_code == 404
    assert colleague.post(theirs).status_code == 404
    colleague.post(path)
    assert notice_of(owner).read_at is None


def test_a_notice_is_not_found_under_another_shop_front(owner, partner):
    tell(partner, 1)
    other = makers.producer("Hợp tác xã Sông Đốc").partner
    makers.membership(other, person=owner.user)
    assert owner.get(f"/nguoi-ban/{other.pk}/thong-bao/{notice_of(owner).pk}/").status_code == 404


def test_the_english_page_says_it_in_english(owner, partner, path):
    tell(partner, 1)
    assert "“Mật ong” is running out: 2 left" in owner.get(f"/en{path}").content.decode()


def test_a_choice_is_kept_and_comes_back(owner, phone, path):
    sent = fields(email_stock="", text_order="on", is_quiet="on", digest_hour="18")
    assert owner.post(f"{path}cai-dat/", sent)["Location"] == path
    choice = NoticeChoice.objects.get()
    assert (choice.without_email, choice.with_text) == (["stock"], ["order"])
    assert (choice.digest_hour, choice.quiet_from, choice.quiet_until) == (18, 21, 6)
    form = owner.get(f"{path}cai-dat/").context["form"]
    assert form["text_order"].initial
    assert not form["email_stock"].initial


def test_quiet_hours_that_end_as_they_begin_come_back_with_a_sentence(owner, phone, path):
    answer = owner.post(f"{path}cai-dat/", fields(is_quiet="on", quiet_until="21", text_order="on"))
    page = answer.content.decode()
    assert "giờ kết thúc khác giờ bắt đầu" in page
    assert answer.context["form"]["text_order"].value()
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize("hour", ["24", "-1", "bảy", "7 "])
def test_an_hour_that_is_none_is_refused(owner, path, hour):
    assert owner.post(f"{path}cai-dat/", fields(digest_hour=hour)).status_code == 200
    assert not NoticeChoice.objects.exists()


def test_packers_choose_of_what_they_are_told(packer, phone, path):
    form = packer.get(f"{path}cai-dat/").context["form"]
    assert [str(switches.label) for switches in form.switches()] == ["Hạn giao đơn"]
    packer.post(f"{path}cai-dat/", {"text_deadline": "on", "email_order": "on"})
    choice = NoticeChoice.objects.get(membership__user=packer.user)
    assert (choice.without_email, choice.with_text) == (["deadline"], ["deadline"])


def test_who_has_no_phone_is_offered_no_short_messages(owner, path):
    owner.post(f"{path}cai-dat/", fields(text_order="on"))
    assert NoticeChoice.objects.get().with_text == []


def test_pages_cost_the_same_with_many_notices(
    owner, partner, path, django_assert_max_num_queries, honey, ward
):
    order_basket(makers.basket((honey, 1)), ward)
    tell(partner, *range(1, 80))
    for page in (path, f"{path}?page=2", f"{path}cai-dat/", f"/nguoi-ban/{partner.pk}/"):
        with django_assert_max_num_queries(20):
            assert owner.get(page).status_code == 200


def test_signed_out_visitors_are_asked_to_sign_in(client, path):
    assert "/dang-nhap/" in client.get(path)["Location"]
    assert signed_in(makers.user()).get(path).status_code == 404
