"""What is written down of a failure names nobody."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

import pytest

from shop.mail.errors import error_text, is_for_good

REFUSED = SMTPRecipientsRefused({"lan.nguyen@example.vn": (550, b"<lan.nguyen@example.vn>: no")})


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (REFUSED, "refused: 550 <…@…>: no"),
        (
            SMTPRecipientsRefused({"a@b.vn": (451, "later, a@b.vn")}),
            "refused: 451 later, …@…",
        ),
        (SMTPSenderRefused(553, b"not you", "shop@b.vn"), "SMTPSenderRefused: 553 not you"),
        (ValueError("Invalid address; only a@b.vn"), "ValueError: Invalid address; only …@…"),
        (UnicodeEncodeError("ascii", "đ@b.vn", 0, 1, "no"), "UnicodeEncodeError: 'ascii' codec"),
    ],
)
def test_an_error_keeps_its_reason_and_no_address(error, text):
    assert error_text(error).startswith(text)
    assert "b.vn" not in error_text(error)


def test_only_what_the_server_will_refuse_tomorrow_as_well_is_refused_for_good():
    assert is_for_good(REFUSED)
    assert is_for_good(SMTPDataError(554, b"spam"))
    assert not is_for_good(SMTPDataError(451, b"busy"))
    assert not is_for_good(SMTPRecipientsRefused({"a@b.vn": (450, b""), "c@b.vn": (550, b"")}))
    assert not is_for_good(ConnectionRefusedError())
