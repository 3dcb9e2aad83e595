"""The outbox of letters: nothing is lost, nothing is sent twice, nobody waits for a dead server."""

from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.core.management import call_command

from catalogue.clock import now
from shop.letters import writing
from shop.letters.models import Letter
from shop.letters.outbox import deliver, deliver_after_commit, forget_old, post, retry
from shop.letters.writing import Draft, compose
from tests.shop.letters.servers import CHOOSY, DOWN, Down

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer(monkeypatch):
    """Letters of the kind "test" go to reader N at N@example.vn; "bug" cannot be written."""

    def write(letter):
        return Draft(f"{letter.reader}@example.vn", "Chào", "Chào bạn", "<p>Chào bạn</p>")

    def stumble(letter):
        raise ZeroDivisionError

    kinds = {"test": write, "bug": stumble, "gone": lambda letter: None}
    monkeypatch.setattr(writing, "_WRITERS", kinds)


def told() -> list[str]:
    return [letter.to[0] for letter in mail.outbox]


def test_a_letter_goes_out_after_the_commit_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post("test", 1, [5, 6])
        post("test", 1, [5])
    deliver()
    assert told() == ["5@example.vn", "6@example.vn"]
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_a_letter_says_who_sends_it_and_that_nobody_wrote_it():
    post("test", 1, [5])
    deliver()
    written = mail.outbox[0].message()
    assert written["Auto-Submitted"] == "auto-generated"
    assert str(make_header(decode_header(written["From"]))).startswith("Đặc sản OCOP <")


def test_a_letter_has_no_holes_where_something_is_left_out(settings):
    settings.OCOP_SELLER = dict.fromkeys(settings.OCOP_SELLER, "")
    note = {"subject": "Chào", "sentences": ["Một.", "Hai."], "button": ""}
    draft = compose(
        to="a@b.example",
        subject="Chào",
        template="emails/account",
        context={"letter": note, "address": "", "leave": ""},
    )
    assert draft.text == "Một.\n\nHai.\n\nĐặc sản OCOP\n"


def test_a_server_that_is_down_is_tried_later_and_later(clock, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, DOWN
    post("test", 1)
    pauses = []
    for _attempt in range(9):
        assert deliver().failed == 1
        pauses.append((Letter.objects.get().due_at - now()).total_seconds() // 60)
        assert deliver().failed == 0
        clock.shift(timedelta(minutes=pauses[-1], seconds=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    settings.EMAIL_BACKEND = working
    assert deliver().sent == 1


def test_a_pass_ends_with_the_first_letter_that_the_server_does_not_take(settings):
    settings.EMAIL_BACKEND = DOWN
    post("test", 1, range(1, 9))
    outcome = deliver()
    assert (outcome.failed, outcome.sent) == (1, 0)
    assert "no mail server" in outcome.away


def test_nobody_in_front_of_a_page_waits_for_a_server_that_has_just_failed(clock, settings):
    settings.EMAIL_BACKEND = DOWN
    post("test", 1)
    deliver_after_commit()
    before = Down.asked
    post("test", 2)
    deliver_after_commit()
    assert Down.asked == before
    clock.shift(timedelta(minutes=3))
    deliver_after_commit()
    assert Down.asked == before + 1


def test_a_mailbox_that_does_not_exist_is_set_aside_until_somebody_asks(settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, CHOOSY
    post("test", 1)
    deliver()
    letter = Letter.objects.get()
    assert letter.state == "refused"
    assert "no such mailbox" in letter.error
    assert list(Letter.objects.stuck()) == [letter]
    settings.EMAIL_BACKEND = working
    assert deliver().sent == 0
    retry(Letter.objects.stuck())
    assert deliver().sent == 1


def test_a_letter_that_cannot_be_written_keeps_no_other_back(clock):
    post("bug", 1)
    post("test", 2)
    assert (lambda done: (done.failed, done.sent))(deliver()) == (1, 1)
    for _attempt in range(5):
        clock.shift(timedelta(hours=2))
        deliver()
    assert Letter.objects.get(kind="bug").state == "refused"


def test_a_letter_that_is_no_longer_true_is_dropped():
    post("gone", 1)
    assert deliver().dropped == 1
    assert mail.outbox == []
    assert Letter.objects.get().state == "dropped"


def test_a_letter_under_way_elsewhere_is_left_alone_until_its_lease_ends(clock):
    post("test", 1)
    Letter.objects.update(due_at=now() + timedelta(minutes=5))
    assert deliver().sent == 0
    clock.shift(timedelta(minutes=6))
    assert deliver().sent == 1


def test_what_has_gone_is_not_sent_again_by_hand():
    post("test", 1)
    deliver()
    retry(Letter.objects.all())
    assert deliver().sent == 0


def test_the_command_sends_what_is_due_and_says_so(capsys):
    post("test", 1, [1, 2])
    call_command("send_letters", "--once")
    assert told() == ["1@example.vn", "2@example.vn"]
    assert "2 sent" in capsys.readouterr().out


def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_not(clock):
    post("test", 1)
    deliver()
    post("test", 2)
    clock.shift(timedelta(days=100))
    assert forget_old() == 1
    assert Letter.objects.get().about == 2
