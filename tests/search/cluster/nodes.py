"""A cluster of Elasticsearch nodes on this machine, each killed, frozen and restarted at will."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.search.cluster.build import server

HOST = "127.0.0.1"
HEAP = "512m"
HOME = "ELASTICSEARCH_TEST_HOME"
URLS = "ELASTICSEARCH_TEST_URLS"
QUICK = "-XX:TieredStopAtLevel=1"  # half the time until green, less speed in the long run
PATIENCE = 120  # seconds for a state of the cluster to be reached, on a busy machine
CARD = "cluster.json"
TAKEN = "Taken on this machine: port {}. Choose others: make cluster CLUSTER_PORT=9401"
BELOW_EPHEMERAL = range(20_000, 32_000)


class ClusterNotReady(Exception):
    """What was waited for, what the cluster said last, and the ends of the nodes' logs."""


class Node:
    """One Elasticsearch in a JVM of its own; known by its folder, so any process may command it."""

    def __init__(self, number: int, home: Path, http: int, transport: int):
        self.name = f"node-{number}"
        self.folder = home / self.name
        self.http = http
        self.transport = transport
        self.address = f"http://{HOST}:{http}"

    def start(self, card: dict):
        """Begin the JVM and return at once; `ClusterOfNodes.wait` waits for it."""
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        script = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
        command = ["sh", "-c", script, "sh", self.log, "java", *self._jvm(card), "Launcher"]
        command += [str(card["guardian"]), *self._settings(card)]
        begun = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=True, start_new_session=True
        )
        (self.folder / "pid").write_text(begun.stdout.strip())

    def _jvm(self, card: dict) -> list[str]:
        built, heap = card["server"], card["heap"]
        return [
            *(f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", "-Xshare:auto"),
            *(
                "-Dfile.encoding=UTF-8",
                "-Dlog4j2.disable.jmx=true",
                "-Dorg.apache.logging.log4j.level=INFO",
            ),
            f"-Djava.io.tmpdir={self.folder / 'tmp'}",
            *([] if card["lasting"] else [QUICK]),
            *("-cp", f"{built}/classes:{built}/lib/*"),
        ]

    def _settings(self, card: dict) -> list[str]:
        names = ",".join(f"node-{number}" for number in range(1, len(card["ports"]) + 1))
        seeds = ",".join(f"{HOST}:{transport}" for _, transport in card["ports"])
        settings = {
            "path.home": card["server"],
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
            "cluster.name": card["name"],
            "node.name": self.name,
            "network.host": HOST,
            "http.port": self.http,
            "transport.port": self.transport,
            "discovery.seed_hosts": seeds,
            "cluster.initial_master_nodes": names,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        return [f"{name}={value}" for name, value in settings.items()]

    @property
    def log(self) -> Path:
        """Everything the JVM printed, of all its lives."""
        return self.folder / "log"

    def listening(self) -> bool:
        """Whether the JVM still holds one of its ports; a frozen one does."""
        return any(_taken(port) for port in (self.http, self.transport))

    def gone(self) -> bool:
        """Whether the process has ended."""
        try:
            os.kill(self._pid(), 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        return False

    def kill(self):
        """End it as a power cut would (kill -9); returns when its ports are free."""
        self._signal(signal.SIGKILL)
        self._until_silent(10)

    def stop(self):
        """Ask it to close, and end it when it does not within ten seconds."""
        self._signal(signal.SIGCONT)
        self._signal(signal.SIGTERM)
        if not self._until_silent(10):
            self.kill()

    def freeze(self):
        """Stop its clock: connections are accepted by the system and never answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        """Let a frozen node go on."""
        self._signal(signal.SIGCONT)

    def _pid(self) -> int:
        return int((self.folder / "pid").read_text())

    def _signal(self, number):
        try:
            os.kill(self._pid(), number)
        except (ProcessLookupError, FileNotFoundError):
            return

    def _until_silent(self, seconds: float) -> bool:
        limit = time.monotonic() + seconds
        while self.listening() and time.monotonic() < limit:
            time.sleep(0.05)
        return not self.listening()

    def ask(self, path: str, seconds: float = 5) -> dict:
        """What the node answers to GET `path`; an empty dict when it does not answer."""
        connection = HTTPConnection(HOST, self.http, timeout=seconds)
        try:
            connection.request("GET", path)
            return json.loads(connection.getresponse().read())
        except (OSError, HTTPException, ValueError):
            return {}
        finally:
            connection.close()


class ClusterOfNodes:
    """Nodes that found one another; `begin` starts new ones, `joined` finds the running ones."""

    def __init__(self, home: Path):
        self.home = home
        self.card = json.loads((home / CARD).read_text())
        self.nodes = [
            Node(number, home, *ports) for number, ports in enumerate(self.card["ports"], 1)
        ]

    @classmethod
    def begin(
        cls,
        size: int = 3,
        first_port: int | None = None,
        heap: str = HEAP,
        *,
        lasting: bool = False,
    ):
        """Start `size` nodes side by side; HTTP on `first_port` and the next, or on free ports.

        `lasting` nodes start in twice the time and are faster after some thousand requests: for
        measurements. All end with the process that called this, whatever ends it.
        """
        built = server()
        ports = _ports(size, first_port)
        home = Path(tempfile.mkdtemp(prefix="shop-cluster."))
        card = {
            "name": home.name,
            "guardian": os.getpid(),
            "server": str(built),
            "heap": heap,
            "lasting": lasting,
            "ports": ports,
        }
        (home / CARD).write_text(json.dumps(card))
        cluster = cls(home)
        for node in cluster.nodes:
            node.start(cluster.card)
        return cluster

    @classmethod
    def joined(cls):
        """The cluster that `.ci/with-cluster` began, or None when its nodes are not ours."""
        home = os.environ.get(HOME)
        return cls(Path(home)) if home else None

    @property
    def addresses(self) -> list[str]:
        """The HTTP addresses of all nodes, running or not."""
        return [node.address for node in self.nodes]

    def restart(self, node: Node):
        """Start a killed or stopped node again on its data."""
        node.start(self.card)

    def wait(self, status: str = "green", nodes: int | None = None, within: float = PATIENCE):
        """Return when every listening node says `status` and counts `nodes` of them (default all).

        ClusterNotReady when a node's process has ended meanwhile or `within` seconds have passed.
        """
        wanted = nodes or len(self.nodes)
        limit = time.monotonic() + within
        while True:
            said = [node.ask("/_cluster/health?timeout=2s") for node in self.nodes]
            agreed = [s for s in said if _says(s, status, wanted)]
            if len(agreed) >= wanted:
                return
            lost = sum(node.gone() for node in self.nodes) > len(self.nodes) - wanted
            if lost or time.monotonic() > limit:
                reason = "a node's process has ended" if lost else f"not within {within:.0f} s"
                raise ClusterNotReady(self._report(status, wanted, reason, said))
            time.sleep(0.2)

    def mend(self):
        """Thaw and restart what was frozen or killed, and wait for green."""
        for node in self.nodes:
            node.thaw()
            if node.gone() or not node.listening():
                self.restart(node)
        self.wait()

    def stop(self):
        """End every node at once and forget the data."""
        for node in self.nodes:
            node.thaw()
            node._signal(signal.SIGTERM)
        for node in self.nodes:
            node.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _report(self, status, wanted, reason, said) -> str:
        lines = [f"{wanted} nodes and {status}: {reason}. They said: {said}"]
        for node in self.nodes:
            text = node.log.read_text(errors="replace") if node.log.exists() else ""
            lines += [
                f"── {node.name} {node.address}",
                *(line[:300] for line in text.splitlines()[-15:]),
            ]
        return "\n".join(lines)


def _says(health: dict, status: str, nodes: int) -> bool:
    return health.get("status") == status and health.get("number_of_nodes") == nodes


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _ports(size: int, first: int | None) -> list[tuple[int, int]]:
    """HTTP and transport port of each node."""
    if first:
        wanted = [(first + i, first + 100 + i) for i in range(size)]
        taken = [str(port) for pair in wanted for port in pair if _taken(port)]
        if taken:
            raise ClusterNotReady(TAKEN.format(", ".join(taken)))
        return wanted
    free = []
    for port in random.sample(BELOW_EPHEMERAL, len(BELOW_EPHEMERAL)):
        if not _taken(port):
            free.append(port)
        if len(free) == 2 * size:
            break
    return list(zip(free[:size], free[size:], strict=True))
