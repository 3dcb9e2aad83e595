"""A mail server on this machine that talks as slowly, and breaks off, as a test asks."""

import socket
import time
from contextlib import suppress
from threading import Event, Thread

GREETING, EXTENSIONS = "220 mail.example.vn ESMTP", "250 mail.example.vn"


class MailServer:
    """Takes e-mails one connection after the other; `taken` holds what it said 250 to.

    `pause` are seconds before each answer; `silent_at` names the command that it never answers;
    `breaks_at` the one at which it hangs up.
    """

    def __init__(self, *, pause: float = 0.0, silent_at: str = "", breaks_at: str = "") -> None:
        self.pause, self.silent_at, self.breaks_at = pause, silent_at, breaks_at
        self.taken: list[str] = []
        self._over = Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self.port = self._door.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "MailServer":
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._over.set()
        self._thread.join()
        self._door.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                caller, _address = self._door.accept()
                with caller, suppress(OSError):
                    caller.settimeout(30)
                    self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        lines = caller.makefile("r", newline="\r\n", errors="replace")
        self._answer(caller, "greeting", GREETING)
        for line in lines:
            command = line[:4].strip().upper()
            if command in ("EHLO", "HELO"):
                self._answer(caller, command, EXTENSIONS)
            elif command == "DATA":
                self._answer(caller, command, "354 go on")
                self._take(caller, lines)
            elif command == "QUIT":
                self._answer(caller, command, "221 bye")
                return
            else:
                self._answer(caller, command, "250 ok")

    def _take(self, caller: socket.socket, lines) -> None:
        words = ""
        for line in lines:
            if line == ".\r\n":
                break
            words += line
        else:
            return
        self.taken.append(words)
        self._answer(caller, "words", "250 taken")

    def _answer(self, caller: socket.socket, command: str, answer: str) -> None:
        if command == self.breaks_at:
            raise ConnectionAbortedError
        if command == self.silent_at:
            self._over.wait(30)
            raise ConnectionAbortedError
        end = time.monotonic() + self.pause
        while time.monotonic() < end and not self._over.is_set():
            time.sleep(0.01)
        caller.sendall(f"{answer}\r\n".encode())
