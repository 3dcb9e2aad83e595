"""A door before one Elasticsearch node that fails in every way a network or a cluster can."""

import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
PRODUCT = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
RESET = struct.pack("ii", 1, 0)  # linger for no time: closing sends a reset


@dataclass(frozen=True)
class Canned:
    """An answer given instead of the node's."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: dict(PRODUCT))


class Proxy:
    """Listens on a port of its own that stays the same while it is shut and opened again.

    It passes until told otherwise; misbehaviours add up, and `passing()` ends them all. `asked`
    counts the requests that came to the door.
    """

    def __init__(self, behind: int | None = None):
        self.behind = behind
        self.questions = 0
        self._connections: set[socket.socket] = set()
        self._server = None
        self._waking = threading.Event()
        self._calm()
        self._open(0)
        self.port = self._server.server_address[1]
        self.address = f"http://{HOST}:{self.port}"

    def passing(self):
        """End every misbehaviour: hand requests on and answers back."""
        self._calm()
        if self._server is None:
            self._open(self.port)

    def delaying(self, seconds: float):
        """Hold back every answer for so long."""
        self.delay = seconds

    def cutting(self):
        """Reset the connection in the middle of every answer."""
        self.cut = True

    def answering(self, status: int, body: bytes = b"{}", **headers: str):
        """Give this answer in place of the node's; headers beside the product's by keyword."""
        self.canned = Canned(status, body, PRODUCT | headers)

    def pretending(self, status: int, body: bytes):
        """Answer as something that is not Elasticsearch: without the header that says so."""
        self.canned = Canned(status, body, {"Content-Type": "text/html"})

    def refusing(self):
        """Shut the port and reset every connection: nobody is there any more."""
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()
        self._waking.set()
        for connection in list(self._connections):
            _reset(connection)

    def close(self):
        """Shut for good."""
        self.refusing()

    def _calm(self):
        self.delay, self.cut, self.canned = 0.0, False, None
        self._waking.set()  # whoever is held back goes on
        self._waking = threading.Event()

    def _open(self, port: int):
        handler = type("Handler", (_Handler,), {"proxy": self})
        self._server = _Server((HOST, port), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def hold(self):
        """Wait as long as answers are held back just now, or until the misbehaviour ends."""
        if self.delay:
            self._waking.wait(self.delay)

    def fetch(self, method: str, path: str, headers: dict, body: bytes) -> Canned | None:
        """The node's answer, or None when it gave none."""
        if self.canned:
            return self.canned
        connection = HTTPConnection(HOST, self.behind, timeout=30)
        try:
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            kept = {k: v for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP}
            return Canned(answer.status, answer.read(), kept)
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """A client that went away is the everyday case here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def setup(self):
        super().setup()
        self.proxy._connections.add(self.connection)

    def finish(self):
        self.proxy._connections.discard(self.connection)
        super().finish()

    def handle_one_request(self):
        """Read one request of any method and treat it as the proxy is minded."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.proxy.questions += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sent = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP | {"host"}}
        answer = self.proxy.fetch(self.command, self.path, sent, body)
        self.proxy.hold()
        if answer is None or self.proxy._server is None:
            _reset(self.connection)
            self.close_connection = True
            return
        self._give(answer)

    def _give(self, answer: Canned):
        body = b"" if self.command == "HEAD" else answer.body
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.proxy.cut:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            time.sleep(0.01)
            _reset(self.connection)
            self.close_connection = True
            return
        self.wfile.write(body)


def _reset(connection: socket.socket):
    """Close with a reset, as a machine that lost power is seen by the others."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
