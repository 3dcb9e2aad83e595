"""Parts come to the sum, to the đồng."""

from hypothesis import given
from hypothesis import strategies as st

from shop.partner.splitting import split_amount

WEIGHTS = st.lists(st.integers(0, 99_999_999), min_size=1, max_size=12).filter(any)


@given(WEIGHTS, st.data())
def test_parts_come_to_the_amount_and_none_exceeds_its_weight(weights, data):
    amount = data.draw(st.integers(0, sum(weights)))
    parts = split_amount(amount, weights)
    assert sum(parts) == amount
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


@given(WEIGHTS, st.data())
def test_no_part_is_a_dong_away_from_its_share(weights, data):
    amount = data.draw(st.integers(0, sum(weights)))
    total = sum(weights)
    for part, weight in zip(split_amount(amount, weights), weights, strict=True):
        assert abs(part * total - amount * weight) < total
