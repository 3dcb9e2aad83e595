"""How a time is taken and summed up."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of question: half, 95 and 99 of a hundred are quicker than these.

    `cpu` is the median of what this process itself computed: a busy machine does not change it,
    and what the database's or the cluster's processes do is not in it.
    """

    p50: float
    p95: float
    p99: float
    worst: float
    count: int
    cpu: float = 0.0

    @classmethod
    def of(cls, walls: Sequence[float], cpus: Sequence[float] = (0.0,)) -> "Times":
        """Sum up what was measured, at least two values."""
        parts = statistics.quantiles(walls, n=100, method="inclusive")
        cpu = statistics.median(cpus)
        return cls(parts[49], parts[94], parts[98], max(walls), len(walls), cpu)

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f} / {self.p99:.1f}"


def measure(asked: Iterable[Callable[[], object]], *, warm: int = 20) -> Times:
    """Ask each once, after the first `warm` were asked for nothing."""
    questions = list(asked)
    for question in questions[:warm]:
        question()
    walls, cpus = [], []
    for question in questions:
        began = time.process_time()
        walls.append(milliseconds(question))
        cpus.append((time.process_time() - began) * 1000)
    return Times.of(walls, cpus)


def milliseconds(question: Callable[[], object]) -> float:
    """Return how long one question takes."""
    started = time.perf_counter()
    question()
    return (time.perf_counter() - started) * 1000
