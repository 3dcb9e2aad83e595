"""SMTP with one deadline: so many seconds for an e-mail in all, however slowly a server answers.

A time-out of a socket begins anew with every byte; a server that sends a line every seven seconds,
or a byte, would hold the worker for as long as it likes.
"""

import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Timer
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

#: What a server answers when it is ready for the words (RFC 5321, 4.3.2).
START_MAIL_INPUT = 354


class DeadlineExceeded(OSError):
    """The mail server took longer than an e-mail may take."""


class SmtpTalk:
    """The time that a server has for one e-mail, and the socket that is shut when it is over."""

    def __init__(self) -> None:
        self.ends_at, self.is_over = 0.0, False
        self.before_words: Callable[[], None] = lambda: None
        self._watched: socket.socket | None = None

    @contextmanager
    def limited(self, seconds: float, before_words: Callable[[], None]) -> Iterator[None]:
        """Give the talk inside so many seconds; raises DeadlineExceeded when they are over."""
        self.ends_at, self.is_over = time.monotonic() + seconds, False
        self.before_words = before_words
        watch = Timer(seconds, self._shut)
        watch.daemon = True
        watch.start()
        try:
            yield
        except (OSError, smtplib.SMTPException) as error:
            if self.is_over:
                raise DeadlineExceeded(f"no answer within {seconds:g} seconds") from error
            raise
        finally:
            watch.cancel()

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to the first address of the host that answers, within the time that is left."""
        failure: OSError = OSError(f"{host} has no address")
        for family, kind, protocol, _name, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        ):
            opened = socket.socket(family, kind, protocol)
            try:
                opened.settimeout(max(self.ends_at - time.monotonic(), 0.01))
                opened.connect(address)
            except OSError as error:
                opened.close()
                failure = error
            else:
                self._watched = opened.dup()
                return opened
        raise failure

    def close(self) -> None:
        """Let go of the socket."""
        if self._watched is not None:
            self._watched.close()
            self._watched = None

    def _shut(self) -> None:
        """Wake whoever waits for the server; a copy of the socket works under TLS as well."""
        self.is_over = True
        if self._watched is not None:
            with suppress(OSError):
                self._watched.shutdown(socket.SHUT_RDWR)


class _TalkMixin:
    """Notes when the server is ready to take the words."""

    def __init__(self, *args: Any, talk: SmtpTalk, **kwargs: Any) -> None:
        self.talk = talk
        super().__init__(*args, **kwargs)

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer; 354 is the last moment at which nothing has been handed over."""
        reply = super().getreply()  # type: ignore[misc]
        if reply[0] == START_MAIL_INPUT:
            self.talk.before_words()
        return reply


class DeadlineSMTP(_TalkMixin, smtplib.SMTP):
    """A connection in the clear, or one that STARTTLS turns into TLS."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.talk.connect(host, port)


class DeadlineSMTPS(_TalkMixin, smtplib.SMTP_SSL):
    """A connection under TLS from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        context: ssl.SSLContext = self.context
        return context.wrap_socket(self.talk.connect(host, port), server_hostname=host)


class DeadlineEmailBackend(EmailBackend):
    """Django's SMTP backend for the worker: one connection for many e-mails, each with its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talk = SmtpTalk()

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        """Return what Django's backend opens a connection with."""
        return partial(DeadlineSMTPS if self.use_ssl else DeadlineSMTP, talk=self.talk)

    def hand_over(
        self, message: EmailMessage, *, seconds: float, before_words: Callable[[], None]
    ) -> None:
        """Send one e-mail; `before_words` is called when all but the words is agreed.

        Raises DeadlineExceeded, other kinds of OSError, or SMTPException. The connection stays open
        for the next one.
        """
        with self.talk.limited(seconds, before_words):
            self.open()
            self.send_messages([message])

    def close(self) -> None:
        """Say goodbye, but never wait for the answer for more than two seconds."""
        if self.connection is not None:
            with suppress(OSError, smtplib.SMTPException), self.talk.limited(2, lambda: None):
                super().close()
        self.talk.close()
