"""The whole golden set asked of the whole register: what is found, and what comes first."""

import pytest

from tests.search.golden.judge import by_phenomenon, judge, mean, report, wishes

FOLDED = ("no_marks", "marks_typed", "mixed", "nfd", "case", "tone_placement", "d_stroke")
OVERALL, EACH = 0.90, 0.75

#: The register is imported once for all that ask it, on one worker.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("golden")]


@pytest.fixture
def verdicts(whole_register, ask):
    """Every search of the set, judged."""
    return [judge(wish, ask, whole_register) for wish in wishes()]


def test_the_register_stands_and_every_query_can_be_met(whole_register):
    assert len(whole_register) > 1100
    idle = [
        wish.query for wish in wishes() if not any(map(wish.best.holds, whole_register.values()))
    ]
    assert idle == []


def test_the_set_is_met(verdicts):
    told = report(verdicts)
    groups = by_phenomenon(verdicts)
    missed = [verdict for name in FOLDED for verdict in groups[name] if verdict.recall < 1]
    assert missed == [], "\n".join(map(str, missed))
    assert mean(verdict.ndcg for verdict in verdicts) >= OVERALL, told
    weak = {
        name for name, group in groups.items() if mean(verdict.ndcg for verdict in group) < EACH
    }
    assert weak == set(), told
    unwanted = [verdict for verdict in verdicts if verdict.unwanted]
    assert unwanted == [], "\n".join(map(str, unwanted))
