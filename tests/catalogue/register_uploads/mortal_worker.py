"""A worker that takes one register file; as `die` it is killed when all of it is written."""

import os
import signal
import sys

import django


def main(die: bool) -> None:
    """Apply or read what waits, in a process of its own."""
    django.setup()
    from catalogue.register_uploads import processing

    if die:
        processing.count_outcomes = lambda _outcomes: os.kill(os.getpid(), signal.SIGKILL)
    processing.process_waiting()


if __name__ == "__main__":
    main(sys.argv[1:] == ["die"])
