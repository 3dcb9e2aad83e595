"""Every notice of the clock goes out, to whom it concerns, once, with a moved clock."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail

from catalogue.clock import VIETNAM
from catalogue.models import ProvinceAssignment
from catalogue.renewals.services import confirm_extension, record_renewal
from catalogue.services.certificates import revoke_certificate
from shop.dashboard.renewals.emails import enqueue_renewal_emails
from shop.mail.delivery import deliver
from shop.users.roles import OFFICERS, PROVINCE_OFFICERS, PROVINCE_STEWARDS, SHOPKEEPERS, VERIFIERS
from tests import makers
from tests.shop.dashboard.conftest import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

END = date(2027, 6, 30)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def people(clock):
    """One of each in Lai Châu, one steward of Sơn La, and the national ones."""
    made = {
        "clerk": member(PROVINCE_OFFICERS, email="can-bo@example.vn"),
        "steward": member(PROVINCE_STEWARDS, email="quan-ly@example.vn"),
        "neighbour": member(PROVINCE_STEWARDS, email="son-la@example.vn"),
        "verifier": member(VERIFIERS, email="quoc-gia@example.vn"),
        "officer": member(OFFICERS, email="nhap@example.vn"),
        "shopkeeper": member(SHOPKEEPERS, email="cua-hang@example.vn"),
        "producer": makers.user(email="chu-the@example.vn"),
        "seller": makers.user(email="nguoi-ban@example.vn"),
    }
    places = {"clerk": "Lai Châu", "steward": "Lai Châu", "neighbour": "Sơn La"}
    for name, place in places.items():
        ProvinceAssignment.objects.create(user=made[name], province=makers.province(place))
    return made


@pytest.fixture
def maker(people):
    """A producer of Lai Châu with a member and a seller's account."""
    producer = makers.producer("Hợp tác xã Chè", province=makers.province("Lai Châu"))
    producer.members.add(people["producer"])
    producer.partner.users.add(people["seller"])
    return producer


@pytest.fixture
def certificate(maker):
    return makers.product("Chè Shan", until=END, producer=maker).certificates.get()


def on(clock, day: date, hour: int = 9) -> list:
    """What went out on that day, at that hour."""
    clock.move_to(datetime.combine(day, time(hour), tzinfo=VIETNAM))
    mail.outbox.clear()
    enqueue_renewal_emails()
    deliver()
    return sorted(mail.outbox, key=lambda sent: sent.to[0])


def addresses(sent) -> list[str]:
    return [message.to[0] for message in sent]


EVERYBODY = [
    "can-bo@example.vn",
    "chu-the@example.vn",
    "nguoi-ban@example.vn",
    "quan-ly@example.vn",
]


@pytest.mark.parametrize(
    ("before", "heading", "advice"),
    [
        (180, "Đã đến thời gian nộp hồ sơ", "Ủy ban nhân dân xã"),
        (120, "Ngày cuối của khung nộp hồ sơ", "Hôm nay là ngày cuối"),
        (60, "Còn nhiều nhất 60 ngày, chưa ghi nhận hồ sơ", "số giấy tiếp nhận"),
        (30, "Còn nhiều nhất 30 ngày, chưa ghi nhận hồ sơ", "Điều 12"),
        (0, "Chứng nhận hết hiệu lực", "quyết định mới"),
    ],
)
def test_every_stage_goes_out_on_its_day(clock, certificate, before, heading, advice):
    sent = on(clock, END - days(before))
    assert addresses(sent) == EVERYBODY
    for message in sent:
        assert heading in message.body
        assert "Chè Shan" in message.body
        assert "30/06/2027" in message.body
        assert message.subject == "1 chứng nhận OCOP: có hạn cần làm"
    assert advice in sent[1].body
    assert on(clock, END - days(before)) == []
    assert on(clock, END - days(before - 1)) == []


def test_an_extension_tells_of_its_end(clock, certificate):
    clock.move_to(END - days(10))
    renewal = record_renewal(
        certificate=certificate,
        handed_in_on=END - days(10),
        receipt_number="12/BN",
        by=makers.user(),
    )
    confirm_extension(renewal=renewal, by=makers.user())
    limit = END + days(180)
    assert on(clock, END) == []
    for day, heading in (
        (limit - days(30), "Thời gian gia hạn còn nhiều nhất 30 ngày"),
        (limit, "Thời gian gia hạn hết hiệu lực"),
    ):
        sent = on(clock, day)
        assert addresses(sent) == EVERYBODY
        assert heading in sent[0].body
        assert f"{limit:%d/%m/%Y}" in sent[0].body
        assert "12/BN" in sent[0].body


def test_two_hundred_ends_on_one_night_are_one_email_for_each_person(clock, maker):
    for number in range(200):
        makers.product(f"Chè {number:03}", until=END, producer=maker, price=None)
    sent = on(clock, END)
    assert addresses(sent) == EVERYBODY
    for message in sent:
        assert message.body.count("Chè ") >= 200
        assert message.subject.startswith("200 chứng nhận OCOP")


def test_what_is_told_late_is_not_called_today(clock, certificate):
    sent = on(clock, END - days(100))
    assert "Đã qua khung nộp hồ sơ" in sent[1].body
    assert "Hôm nay" not in sent[1].body


def test_after_a_pause_one_email_tells_the_latest_stage(clock, certificate):
    assert len(on(clock, END - days(50))) == 4
    assert on(clock, END - days(49)) == []


def test_a_province_that_nobody_looks_after_is_told_to_the_national_people(clock, people):
    makers.product("Mận", until=END, province=makers.province("Điện Biên"))
    assert addresses(on(clock, END)) == ["nhap@example.vn", "quoc-gia@example.vn"]


def test_each_steward_reads_of_the_own_province_only(clock, people, certificate):
    makers.product("Mận", until=END, province=makers.province("Sơn La"))
    bodies = {message.to[0]: message.body for message in on(clock, END)}
    assert "Mận" not in bodies["quan-ly@example.vn"]
    assert "Chè Shan" not in bodies["son-la@example.vn"]
    assert "Mận" in bodies["son-la@example.vn"]


def test_what_was_revoked_before_the_email_goes_is_left_out(clock, certificate):
    clock.move_to(datetime.combine(END, time(9), tzinfo=VIETNAM))
    enqueue_renewal_emails()
    revoke_certificate(certificate=certificate, ground="b", by=makers.user())
    mail.outbox.clear()
    deliver()
    assert mail.outbox == []


def test_nobody_is_written_to_at_night(clock, certificate):
    assert on(clock, END, hour=6) == []
    assert len(on(clock, END, hour=7)) == 4


def test_a_bounded_end_is_told_as_one(clock, certificate):
    certificate.possible_until = END + days(90)
    certificate.save()
    body = on(clock, END)[1].body
    assert "28/09/2027" in body
    assert "ngày ký quyết định" in body


def test_names_are_written_as_text(clock, maker):
    makers.product("Trà <b>xanh</b> & mật", until=END, producer=maker)
    message = on(clock, END)[1]
    assert "Trà <b>xanh</b> & mật" in message.body
    assert "Trà &lt;b&gt;xanh&lt;/b&gt; &amp; mật" in message.alternatives[0][0]
