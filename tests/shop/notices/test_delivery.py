"""What waits goes at its time, once: after quiet hours, in the e-mail of the day, as one short message."""

import pytest
from django.core import mail
from django.urls import reverse

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.notices import events, short_messages
from shop.notices.delivery import send_due
from shop.notices.models import Notice, NoticeDigest
from shop.notices.posting import post_notices
from shop.notices.reading import delete_old_notices
from tests.shop.notices.test_posting import choose, moment, subject
from tests.short_messages import MemoryBackend

pytestmark = pytest.mark.django_db


def send(clock, at):
    """Let the worker turn at that moment; return the subjects that went."""
    clock.move_to(at)
    before = len(mail.outbox)
    send_due()
    deliver()
    return [message.subject for message in mail.outbox[before:]]


def test_what_came_over_midnight_goes_when_the_night_is_over(owner, partner, clock):
    choose(owner, quiet_from=21, quiet_until=6)
    clock.move_to(moment(21, 23, 30))
    post_notices(events.ORDER_LATE, [subject(partner)])
    assert send(clock, moment(22, 0, 1)) == []
    assert send(clock, moment(22, 5, 59)) == []
    assert send(clock, moment(22, 6)) == ["Đơn 100023 đã trễ: lẽ ra gửi đi ngày 1/12"]
    assert send(clock, moment(22, 6, 1)) == []


def test_what_can_wait_is_one_email_at_the_chosen_hour(owner, partner, clock):
    choose(owner, digest_hour=18)
    post_notices(events.LOW_STOCK, [subject(partner, n, name=f"Trà {n}", n=2) for n in (1, 2)])
    assert send(clock, moment(21, 17, 59)) == []
    assert send(clock, moment(21, 18)) == ["Hợp tác xã Cây Tràm: 2 thông báo hôm nay"]
    body = mail.outbox[-1].body
    assert "“Trà 1” sắp hết: còn 2" in body
    assert "“Trà 2” sắp hết: còn 2" in body
    assert send(clock, moment(22, 18)) == []


def test_there_is_one_email_a_day_however_late_something_comes(owner, partner, clock):
    post_notices(events.LOW_STOCK, [subject(partner, 1, name="Trà", n=2)])
    assert len(send(clock, moment(22, 7))) == 1
    choose(owner, digest_hour=9)
    clock.move_to(moment(22, 8))
    post_notices(events.LOW_STOCK, [subject(partner, 2, name="Mật", n=1)])
    assert send(clock, moment(22, 9)) == []
    assert len(send(clock, moment(23, 9))) == 1
    assert NoticeDigest.objects.count() == 2


def test_another_hour_moves_what_waits(owner, partner, clock):
    post_notices(events.LOW_STOCK, [subject(partner, 1, name="Trà", n=2)])
    choose(owner, digest_hour=20)
    assert Notice.objects.get().email_due_at == moment(21, 20)
    choose(owner, takes_digest=False)
    assert send(clock, moment(23, 0)) == []


def test_what_was_read_is_not_emailed_any_more(owner, partner, clock):
    post_notices(events.LOW_STOCK, [subject(partner, 1, name="Trà", n=2)])
    Notice.objects.update(read_at=moment(21, 10))
    assert send(clock, moment(22, 7)) == []
    assert OutgoingEmail.objects.get().state == "dropped"


def test_the_link_of_the_digest_ends_it_without_a_sign_in(owner, partner, clock, client):
    post_notices(events.LOW_STOCK, [subject(partner, 1, name="Trà", n=2)])
    send(clock, moment(22, 7))
    header = mail.outbox[-1].extra_headers["List-Unsubscribe"]
    path = "/" + header.strip("<>").split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert not hasattr(owner, "notice_choice")
    assert "Xong" in client.post(path).content.decode()
    owner.refresh_from_db()
    assert not owner.notice_choice.takes_digest
    post_notices(events.LOW_STOCK, [subject(partner, 2, name="Mật", n=1)])
    assert send(clock, moment(23, 7)) == []


def test_a_link_that_was_not_ours_ends_nothing(client, owner):
    path = reverse("workspace:digest-end", kwargs={"token": "e30.khong-phai-cua-chung-ta"})
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_short_message_says_of_what_kind_and_nothing_of_anybody(owner, partner, clock, texts):
    choose(owner, with_text=["order"])
    post_notices(events.NEW_ORDER, [subject(partner)])
    send_due()
    send_due()
    assert texts == [
        ("+84912345678", "Dac san OCOP: Co tin ve don hang. Moi ban mo gian hang de xem.")
    ]


def test_several_that_waited_are_one_short_message(owner, partner, clock, texts):
    choose(owner, with_text=["order", "message"], quiet_from=8, quiet_until=10)
    post_notices(events.NEW_ORDER, [subject(partner, 1), subject(partner, 2)])
    post_notices(events.MESSAGE_RECEIVED, [subject(partner, 3)])
    send_due()
    assert texts == []
    clock.move_to(moment(21, 10))
    send_due()
    assert [text for _, text in texts] == [
        "Dac san OCOP: Ban co 3 thong bao moi. Moi ban mo gian hang de xem."
    ]


def test_every_short_message_is_one_sms_without_marks(owner, partner, clock, texts):
    choose(owner, with_text=[event.kind for event in events.EVENTS.values()])
    for about, event in enumerate(events.EVENTS.values(), start=1):
        post_notices(event, [subject(partner, about, name="Trà", n=1)])
        send_due()
    assert len(texts) == len(events.EVENTS)
    assert all(len(text) <= short_messages.LONGEST and text.isascii() for _, text in texts)


def test_a_refused_short_message_is_tried_again_later_and_not_for_ever(
    owner, partner, clock, settings, monkeypatch
):
    settings.NOTICE_SMS_BACKEND = "tests.short_messages.MemoryBackend"
    tries = []

    def refuse(self, phone, text):
        tries.append(phone)
        raise short_messages.ShortMessageRefused

    monkeypatch.setattr(MemoryBackend, "send", refuse)
    choose(owner, with_text=["order"])
    post_notices(events.NEW_ORDER, [subject(partner)])
    for minute in range(0, 120, 5):
        clock.move_to(moment(21, 9 + minute // 60, minute % 60))
        send_due()
    assert len(tries) == short_messages.ATTEMPTS


def test_the_console_prints_no_whole_number(capsys):
    short_messages.ConsoleBackend().send("+84912345678", "Chao")
    assert "912345678" not in capsys.readouterr().out


def test_notices_of_a_year_ago_are_deleted(owner, partner, clock):
    post_notices(events.NEW_ORDER, [subject(partner)])
    clock.move_to(moment(21, 9).replace(year=2027, day=20))
    assert delete_old_notices() == 0
    clock.move_to(moment(21, 9).replace(year=2027, day=22))
    assert delete_old_notices() == 1


def test_a_turn_without_anything_due_writes_nothing(
    owner, partner, clock, django_assert_num_queries
):
    post_notices(events.LOW_STOCK, [subject(partner, 1, name="Trà", n=2)])
    with django_assert_num_queries(2):
        send_due()
