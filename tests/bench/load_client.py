"""Asks one address over kept connections as fast as it is answered; runs as a process of its own."""

import json
import socket
import sys
import time
from threading import Thread

CONNECTIONS = 4
HEAD = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate, br\r\n"
    "User-Agent: Mozilla/5.0\r\nAccept: text/html\r\nAccept-Language: vi\r\n{more}\r\n"
)


class Asker(Thread):
    """One connection; opens another when the server has closed it."""

    def __init__(self, port: int, request: bytes, until: float):
        super().__init__()
        self.port, self.request, self.until = port, request, until
        self.answered = self.failed = 0

    def run(self) -> None:
        """Ask until the time is up."""
        connection = None
        while time.monotonic() < self.until:
            try:
                connection = connection or self.connect()
                connection.sendall(self.request)
                status, closed = self.read(connection)
            except OSError:
                connection, status, closed = None, b"", False
            if status in (b"200", b"304"):
                self.answered += 1
            else:
                self.failed += 1
            if closed:
                connection.close()
                connection = None

    def connect(self) -> socket.socket:
        """Return a new connection."""
        made = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def read(self, connection: socket.socket) -> tuple[bytes, bool]:
        """Return the status of one whole answer and whether the server ends the connection."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return b"", True
            data += more
        head, _blank, body = data.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(x[15:]) for x in lines if x.startswith(b"content-length:")), 0)
        left = length - len(body)
        while left > 0:
            left -= len(connection.recv(min(left, 262144)))
        return head[9:12], b"connection: close" in lines


def ask(port: int, path: str, seconds: float, more: str = "") -> float:
    """Return answers a second; raises RuntimeError when any was neither 200 nor 304."""
    request = HEAD.format(path=path, port=port, more=more).encode()
    started = time.monotonic()
    askers = [Asker(port, request, started + seconds) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    if failed := sum(asker.failed for asker in askers):
        raise RuntimeError(f"{failed} failures at {path}")
    return sum(asker.answered for asker in askers) / (time.monotonic() - started)


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    print(ask(told["port"], told["path"], told["seconds"], told.get("more", "")))
