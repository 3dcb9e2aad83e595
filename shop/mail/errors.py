"""Why an e-mail failed, in words that may rest in a row and a log: no address of a person."""

import re
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

MAX_LENGTH = 300
_ADDRESS = re.compile(r"""[^\s<>"'(),;:]+@[^\s<>"'(),;:]+""")


def error_text(error: Exception) -> str:
    """Return the error with its code and without addresses, cut to MAX_LENGTH characters."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = [f"{code} {_decoded(answer)}" for code, answer in error.recipients.values()]
        text = f"refused: {'; '.join(dict.fromkeys(answers))}"
    elif isinstance(error, SMTPResponseException):
        name = type(error).__name__
        text = f"{name}: {error.smtp_code} {_decoded(error.smtp_error)}"
    else:
        text = f"{type(error).__name__}: {error}"
    return _ADDRESS.sub("…@…", text)[:MAX_LENGTH]


def is_for_good(error: Exception) -> bool:
    """Whether the server refuses this e-mail, now and tomorrow (RFC 5321: a code of 500 or more)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _decoded(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
