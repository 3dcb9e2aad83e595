"""Stripe's addresses: the API as the official library calls it, and a page to pay on."""

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.peers.stripe import hosted_page
from tests.peers.stripe.delivery import Delivery
from tests.peers.stripe.parameters import UnknownParameter, check_parameters, nested
from tests.peers.stripe.state import Fault, Refused, StripePeer

KEY, SECRET = "sk_test_peer", "whsec_peer"


@dataclass
class RunningPeer:
    """A peer that listens; `delivery` brings its events to the shop."""

    state: StripePeer
    delivery: Delivery
    server: ThreadingHTTPServer
    thread: Thread

    @property
    def url(self) -> str:
        return self.state.url

    def stop(self) -> None:
        """Answer nobody any more."""
        self.delivery.stop()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def start_peer(port: int = 0, *, webhook: str = "") -> RunningPeer:
    """Listen on this machine. Events go to `webhook` by themselves, or wait where it is empty."""
    state = StripePeer()
    delivery = Delivery(secret=SECRET, url=webhook)
    state.on_event = delivery.take
    handler = type("Handler", (StripeHandler,), {"peer": state, "delivery": delivery})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    delivery.start()
    return RunningPeer(state, delivery, server, thread)


class StripeHandler(BaseHTTPRequestHandler):
    """One request. Requests that work are served one at a time."""

    protocol_version = "HTTP/1.1"
    peer: StripePeer
    delivery: Delivery

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        pairs = parse_qsl(body if method == "POST" else parts.query, keep_blank_values=True)
        if parts.path.startswith("/c/"):
            hosted_page.answer(self, method, parts.path, dict(pairs))
        elif parts.path == "/favicon.ico":
            self.send(204, b"", "text/plain")
        elif parts.path.startswith("/_peer/"):
            self._control(parts.path, json.loads(body or "{}"))
        else:
            self._api(method, parts.path, pairs)

    def _api(self, method: str, path: str, pairs: list[tuple[str, str]]) -> None:
        sent = nested(pairs)
        key = self.headers.get("Idempotency-Key", "")
        fault = self._fault(method, path)
        with self.peer.lock:
            self.peer.requests.append((method, path, sent, key))
        if fault and fault.kind == "drop":
            time.sleep(fault.seconds)
            self.close_connection = True
            return
        if fault and fault.kind in ("500", "429"):
            self._error(int(fault.kind), "api_error", "Trouble on purpose.")
            return
        status, answer = self._once(method, path, sent, key, pairs)
        if fault:
            time.sleep(fault.seconds)
        if fault and fault.kind == "lost":
            self.close_connection = True
            return
        self.send(status, answer, "application/json")

    def _once(
        self, method: str, path: str, sent: dict[str, Any], key: str, pairs: list[tuple[str, str]]
    ) -> tuple[int, bytes]:
        """Do the work, or give the answer that this key has had before."""
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return _problem(Refused("Invalid API Key provided", status=401))
        mark = sha256(repr((method, path, sorted(pairs))).encode()).hexdigest()
        with self.peer.lock:
            if method == "POST" and key in self.peer.answers:
                known, status, answer = self.peer.answers[key]
                if known == mark:
                    return status, answer
                text = "Keys for idempotent requests can only be used with the same parameters."
                return _problem(Refused(text, kind="idempotency_error"))
            try:
                check_parameters(method, path, sent)
                status, answer = 200, json.dumps(self._work(method, path, sent)).encode()
            except UnknownParameter as error:
                status, answer = _problem(Refused(str(error)))
            except Refused as error:
                status, answer = _problem(error)
            if method == "POST" and key:
                self.peer.answers[key] = (mark, status, answer)
            return status, answer

    def _work(self, method: str, path: str, sent: dict[str, Any]) -> dict[str, Any]:
        peer, parts = self.peer, path.strip("/").split("/")[1:]
        match (method, parts):
            case ("POST", ["checkout", "sessions"]):
                return self._shown(peer.create_session(sent), sent)
            case ("GET", ["checkout", "sessions", name]):
                return self._shown(peer.session(name), sent)
            case ("POST", ["checkout", "sessions", name, "expire"]):
                return self._shown(peer.expire(name), sent)
            case ("POST", ["refunds"]):
                return peer.refund(sent)
            case ("GET", ["refunds"]):
                wanted = sent.get("payment_intent")
                rows = [row for row in peer.refunds.values() if row["payment_intent"] == wanted]
                return _page("/v1/refunds", rows[::-1], sent)
            case ("GET", [("payment_intents" | "refunds" | "disputes") as kind, name]):
                rows = {"payment_intents": peer.intents}.get(kind) or getattr(peer, kind)
                if name not in rows:
                    raise Refused(f"No such {kind[:-1]}: '{name}'", status=404)
                return rows[name]
            case ("GET", ["events"]):
                since = int(sent.get("created", {}).get("gte", 0))
                kinds = sent.get("types")
                events = [
                    event
                    for event in peer.events
                    if event["created"] >= since and (not kinds or event["type"] in kinds)
                ]
                return _page("/v1/events", events[::-1], sent)
        raise Refused(f"Unrecognized request URL ({method}: {path})", status=404)

    def _shown(self, session: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
        intent = session["payment_intent"]
        if intent and "payment_intent" in sent.get("expand", []):
            return session | {"payment_intent": self.peer.intents[intent]}
        return session

    def _fault(self, method: str, path: str) -> Fault | None:
        with self.peer.lock:
            for fault in self.peer.faults:
                if fault.times > 0 and path.startswith(fault.path):
                    if fault.method and fault.method != method:
                        continue
                    fault.times -= 1
                    return fault
        return None

    def _control(self, path: str, sent: dict[str, Any]) -> None:
        """What a test in another process asks of the peer: a call of its state, or its books."""
        with self.peer.lock:
            if path == "/_peer/fault":
                self.peer.faults.append(Fault(**sent))
                answer: Any = {}
            elif path == "/_peer/books":
                answer = {
                    "sessions": self.peer.sessions,
                    "intents": self.peer.intents,
                    "refunds": self.peer.refunds,
                    "events": self.peer.events,
                }
            else:
                answer = getattr(self.peer, path.rsplit("/", 1)[-1])(**sent)
        self.send(200, json.dumps(answer).encode(), "application/json")

    def _error(self, status: int, kind: str, text: str) -> None:
        self.send(*_problem(Refused(text, status=status, kind=kind)), "application/json")

    def send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        """Write an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _problem(error: Refused) -> tuple[int, bytes]:
    facts = {"error": {"type": error.kind, "message": error.message}}
    return error.status, json.dumps(facts).encode()


def _page(url: str, rows: list[dict[str, Any]], sent: dict[str, Any]) -> dict[str, Any]:
    limit, after = int(sent.get("limit", 10)), sent.get("starting_after")
    if after:
        rows = rows[[row["id"] for row in rows].index(after) + 1 :]
    page = rows[:limit]
    return {"object": "list", "url": url, "data": page, "has_more": len(rows) > limit}
