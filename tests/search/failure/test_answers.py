"""Whatever the cluster does, a shopper gets an answer within a second and operators can see why.

No node is needed: the doors misbehave by themselves.
"""

import pytest

from tests.search.failure.conftest import LONGEST, NOTHING, OTHERS, SEARCH, SUGGEST

OTHER_VERSION = (
    b'{"error":{"type":"media_type_header_exception","reason":"Invalid media-type value on headers'
    b' [Accept, Content-Type]"},"status":400}'
)
MISSING = b'{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}'
PART = b'{"took":3,"responses":[{"took":1,"timed_out":false,"hits":{"total":{"value":1}'
#: What happens: what the doors do, one after the other, and how an operator finds it named.
CALAMITIES = {
    "down": ([("refusing",)], "unreachable"),
    "silent": ([("delaying", 30)], "timeout"),
    "cut off in the middle": ([("answering", 200, PART * 9), ("cutting",)], "unreachable"),
    "half an answer": ([("answering", 200, PART)], "unreadable"),
    "an empty answer": ([("answering", 200, b"")], "unreadable"),
    "another answer": ([("answering", 200, b"[1, 2]")], "unreadable"),
    "not Elasticsearch": ([("pretending", 200, b"<h1>Welcome to nginx</h1>")], "wrong product"),
    "a proxy's error": ([("pretending", 502, b"<h1>Bad gateway</h1>")], "cluster error"),
    "another version": ([("answering", 400, OTHER_VERSION)], "bad request"),
    "denied": ([("answering", 401)], "denied"),
    "no index": ([("answering", 404, MISSING)], "missing index"),
    "overrun": ([("answering", 429)], "busy"),
    "failing": ([("answering", 500)], "cluster error"),
    "not ready": ([("answering", 503)], "cluster error"),
    "slow and failing": ([("answering", 503), ("delaying", 0.35)], None),
}


def begin(doors, calamity):
    steps, reason = CALAMITIES[calamity]
    for misbehaviour, *told in steps:
        doors.all(misbehaviour, *told)
    return reason


@pytest.mark.parametrize("calamity", CALAMITIES)
def test_a_search_is_answered_in_a_second_with_a_quiet_word(
    calamity, on_cluster, doors, see, fallbacks, caplog
):
    reason = begin(doors, calamity)
    seen = see()
    assert seen.status == 200
    assert "Chè Shan tuyết" in seen.text
    assert seen.simple
    assert seen.seconds <= LONGEST
    assert reason in fallbacks() or reason is None
    assert [record.name for record in caplog.records if record.name.startswith("search")]


@pytest.mark.parametrize("calamity", CALAMITIES)
def test_every_page_is_answered_in_a_second(calamity, on_cluster, doors, breaker, see):
    begin(doors, calamity)
    for address in (SEARCH, SUGGEST, NOTHING, *OTHERS):
        breaker.succeeded()  # no page profits from what another has found out
        seen = see(address)
        assert (address, seen.status) == (address, 200)
        assert seen.seconds <= LONGEST, address


def test_what_is_typed_wrong_is_corrected_all_the_same(on_cluster, doors, see):
    doors.all("refusing")
    seen = see("/tim-kiem/?q=c%C3%A0+ph%E1%BA%BF")
    assert "Cà phê rang xay" in seen.text


def test_the_database_gives_the_answer_it_gives_without_a_cluster(on_cluster, doors, see, settings):
    doors.all("refusing")
    beside = see("/san-pham/?sao=5").text.count("<article")
    settings.SEARCH = "embedded"
    alone = see("/san-pham/?sao=5")
    assert alone.text.count("<article") == beside
    assert not alone.simple


def test_a_healthy_page_is_not_searched_for_words_of_failure(see, shop, settings):
    settings.SEARCH = "embedded"
    assert not see(SEARCH).simple
