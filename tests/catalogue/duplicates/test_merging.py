"""Two products become one: everything follows, one certificate is current, the log knows it."""

from datetime import date

import pytest
from django.utils import timezone

from catalogue.certificate_log.verification import check_log
from catalogue.models import DuplicateCandidate, Product, ProductMerge, RegisterEntry
from catalogue.services.certificates import revoke_certificate
from catalogue.services.duplicates import (
    mark_different,
    merge_products,
    reopen_candidate,
    undo_merge,
)
from catalogue.services.exceptions import MergeError
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def steward():
    return makers.user()


@pytest.fixture
def pair():
    """A sweet with three stars and the same with four, two years later."""
    maker = makers.producer("HTX Thử")
    first = makers.product("Kẹo dừa", producer=maker, stars=None)
    makers.certificate(first, stars=3, since=date(2024, 5, 1), decision_number="10/QĐ-UBND")
    second = makers.product("Kẹo dừa hộp 200g", producer=maker, stars=None, price=None)
    makers.certificate(second, stars=4, since=date(2026, 3, 1), decision_number="20/QĐ-UBND")
    return first, second


def candidate(first: Product, second: Product, score: int = 100) -> DuplicateCandidate:
    one, other = sorted((first, second), key=lambda each: each.pk)
    return DuplicateCandidate.objects.create(
        first=one, second=other, reason="same_identity", score=score, found_at=timezone.now()
    )


def test_the_newer_certificate_is_current_and_supersedes(pair, steward):
    first, second = pair
    merge_products(kept=first, merged=second, by=steward)
    older, newer = first.certificates.order_by("valid_from")
    assert (older.superseded_on, older.superseded_by) == (date(2026, 3, 1), newer)
    assert Product.objects.public().get(pk=first.pk).stars == 4
    assert not Product.objects.public().filter(pk=second.pk).exists()


def test_the_log_tells_of_the_merge_and_stays_whole(pair, steward):
    first, second = pair
    merge_products(kept=first, merged=second, by=steward)
    assert check_log().fault == ""
    kinds = list(first.certificates.get(stars=4).log_entries.values_list("kind", flat=True))
    assert kinds == ["submitted", "verified", "moved"]


def test_a_recognition_that_was_entered_twice_counts_once(steward):
    exact = makers.product("Chè đinh", stars=None)
    makers.certificate(exact, stars=4, since=date(2024, 6, 15), decision_number="7/QĐ-UBND")
    vague = makers.product("Chè Đinh", stars=None)
    makers.certificate(
        vague,
        stars=4,
        since=date(2024, 12, 31),
        issued_not_before=date(2024, 1, 1),
        issued_not_after=date(2024, 12, 31),
        evidence="Báo, 2024",
        decision_number="",
    )
    merge_products(kept=vague, merged=exact, by=steward)
    in_force = vague.certificates.in_force(date(2027, 3, 1))
    assert [each.decision_number for each in in_force] == ["7/QĐ-UBND"]
    assert check_log().fault == ""


def test_what_is_revoked_on_one_side_alone_is_settled_first(steward):
    twins = [makers.product("Chè đinh", stars=None) for _ in range(2)]
    for twin in twins:
        makers.certificate(twin, since=date(2025, 6, 15), decision_number="7/QĐ-UBND")
    revoke_certificate(certificate=twins[0].certificates.get(), ground="b", by=steward)
    with pytest.raises(MergeError):
        merge_products(kept=twins[1], merged=twins[0], by=steward)


def test_everything_that_hangs_on_it_follows(pair, steward):
    first, second = pair
    RegisterEntry.objects.create(key="k", product_name="Kẹo dừa", folded="keo dua", product=second)
    review = makers.reviews(second, 5)[0]
    first.stockrecords.all().delete()
    makers.stock_record(second)
    merge_products(kept=first, merged=second, by=steward)
    review.refresh_from_db()
    assert review.product == first
    assert first.register_entries.count() == 1
    assert first.stockrecords.count() == 1
    first.refresh_from_db()
    assert first.rating == 5


def test_a_basket_with_both_keeps_one_line(pair, steward):
    first, second = pair
    makers.stock_record(second)
    basket = makers.basket((second, 1), (first, 3))
    merge_products(kept=first, merged=second, by=steward)
    line = basket.lines.get()
    assert (line.product, line.quantity) == (first, 4)


def test_the_seller_of_the_product_that_stays_goes_on_selling(pair, steward):
    first, second = pair
    makers.stock_record(second, price=99000)
    basket = makers.basket((second, 2))
    merge_products(kept=first, merged=second, by=steward)
    assert first.stockrecords.count() == second.stockrecords.count() == 1
    line = basket.lines.get()
    assert (line.product, line.stockrecord.product) == (first, first)


def test_a_row_that_both_have_stays_with_the_merged_one(pair, steward):
    first, second = pair
    one, other = makers.reviews(first, 5)[0], makers.reviews(second, 2)[0]
    type(other).objects.filter(pk=other.pk).update(buyer=one.buyer)
    merge_products(kept=first, merged=second, by=steward)
    other.refresh_from_db()
    assert other.product == second


def test_chains_are_resolved(pair, steward):
    first, second = pair
    third = makers.product("Kẹo dừa Bến Tre", stars=None)
    merge_products(kept=second, merged=first, by=steward)
    merge_products(kept=third, merged=second, by=steward)
    assert set(ProductMerge.objects.values_list("kept", flat=True)) == {third.pk}


def test_what_is_merged_is_not_merged_again(pair, steward):
    first, second = pair
    merge_products(kept=first, merged=second, by=steward)
    with pytest.raises(MergeError):
        merge_products(kept=second, merged=first, by=steward)
    with pytest.raises(MergeError):
        merge_products(kept=first, merged=first, by=steward)


def test_other_pairs_of_the_merged_product_are_asked_of_the_one_that_stays(pair, steward):
    first, second = pair
    third = makers.product("Kẹo dừa non", stars=None)
    own, other = candidate(first, second), candidate(second, third, 70)
    merge_products(kept=first, merged=second, by=steward)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, own.decided_by) == ("merged", steward)
    assert (other.first, other.second, other.state) == (first, third, "open")


def test_a_merge_is_undone_as_it_was(pair, steward):
    first, second = pair
    review = makers.reviews(second, 5)[0]
    pending = candidate(first, second)
    merge = merge_products(kept=first, merged=second, by=steward)
    undo_merge(merge=merge, by=steward)
    review.refresh_from_db()
    pending.refresh_from_db()
    assert (review.product, pending.state) == (second, "open")
    assert Product.objects.public().filter(pk__in=[first.pk, second.pk]).count() == 2
    assert first.certificates.get().superseded_on is None
    assert check_log().fault == ""
    merge_products(kept=first, merged=second, by=steward)


def test_a_merge_on_which_something_was_built_stays(pair, steward):
    first, second = pair
    merge = merge_products(kept=first, merged=second, by=steward)
    revoke_certificate(certificate=first.certificates.get(stars=4), ground="b", by=steward)
    with pytest.raises(MergeError):
        undo_merge(merge=merge, by=steward)
    again = ProductMerge.objects.get(pk=merge.pk)
    assert again.undone_at is None


def test_not_the_same_is_remembered_and_may_be_asked_again(pair, steward):
    pending = candidate(*pair)
    mark_different(candidate=pending, by=steward)
    pending.refresh_from_db()
    assert (pending.state, pending.decided_by) == ("different", steward)
    with pytest.raises(MergeError):
        mark_different(candidate=pending, by=steward)
    reopen_candidate(candidate=pending)
    pending.refresh_from_db()
    assert pending.state == "open"
