"""Start a cluster, wait for green, then run a command beside it or wait for Ctrl-C; stop it."""

import argparse
import os
import signal
import subprocess
import sys
import time

from tests.search.cluster.build import CannotBuild
from tests.search.cluster.nodes import HEAP, HOME, URLS, ClusterNotReady, ClusterOfNodes


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.search.cluster", description=__doc__)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--port", type=int, help="HTTP port of the first node; default: free ones")
    parser.add_argument("--heap", default=HEAP, help=f"heap of each node, default {HEAP}")
    parser.add_argument("--lasting", action="store_true", help="slower start, faster in long runs")
    parser.add_argument("command", nargs=argparse.REMAINDER, help=f"told {URLS}")
    return parser.parse_args()


def main() -> int:
    """Exit code: the command's, or 0 after Ctrl-C, or 1 with the reason on standard error."""
    told = _arguments()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupted)
    cluster = None
    try:
        begun = time.monotonic()
        print(f"Starting {told.nodes} Elasticsearch nodes …", file=sys.stderr, flush=True)
        cluster = ClusterOfNodes.begin(told.nodes, told.port, told.heap, lasting=told.lasting)
        cluster.wait()
        seconds = time.monotonic() - begun
        addresses = ",".join(cluster.addresses)
        print(f"Green after {seconds:.0f} s: {addresses}", file=sys.stderr, flush=True)
        return _beside(cluster, told.command) if told.command else _forever(addresses)
    except (CannotBuild, ClusterNotReady) as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0 if not told.command else 130
    finally:
        if cluster:
            cluster.stop()


def _interrupted(*_):
    raise KeyboardInterrupt


def _beside(cluster, command) -> int:
    command = command[1:] if command[0] == "--" else command
    told = {URLS: ",".join(cluster.addresses), HOME: str(cluster.home)}
    return subprocess.call(command, env=os.environ | told)


def _forever(addresses) -> int:
    print(
        "In a second terminal: make run SEARCH=elasticsearch"
        f" ELASTICSEARCH_URLS={addresses}\nCtrl-C ends the cluster and forgets its data.",
        flush=True,
    )
    while True:
        signal.pause()


if __name__ == "__main__":
    sys.exit(main())
