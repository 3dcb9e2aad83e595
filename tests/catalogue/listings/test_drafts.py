"""A draft is written by its producer and says nothing to buyers."""

import pytest

from catalogue.listings.drafts import (
    add_photos,
    begin_change,
    begin_listing,
    copy_listing,
    move_photo,
    submit_listing,
    write_draft,
)
from catalogue.listings.review import approve_listing
from catalogue.models import LabelStatement, ListingDraft, Product
from catalogue.reviewed_drafts.steps import ask_for_changes, take_back
from catalogue.services.exceptions import ListingError, ListingOutdated, SameActor
from tests import makers
from tests.listing_makers import FOOD_LABEL, listing_draft, photo_file, submitted_draft
from tests.photo_files import give_photos

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return makers.user()


def test_an_untouched_draft_is_begun_once():
    producer, person = makers.producer(), makers.user()
    first = begin_listing(producer=producer, by=person)
    assert begin_listing(producer=producer, by=person) == first
    write_draft(draft=first, by=person, facts={"title": "Chè"})
    assert begin_listing(producer=producer, by=person) != first


def test_a_change_begins_with_what_the_product_says():
    product = makers.product("Mật ong", unit="Chai")
    LabelStatement.objects.create(product=product, item="storage", text="Nơi mát")
    draft = begin_change(product=product, by=makers.user())
    assert (draft.title, draft.unit, draft.label) == ("Mật ong", "Chai", {"storage": "Nơi mát"})
    assert begin_change(product=product, by=makers.user()) == draft


def test_what_is_no_choice_of_its_writer_is_passed_over():
    draft = listing_draft()
    elsewhere = makers.province("Sơn La", code="14")
    facts = {"stars": 5, "province": elsewhere, "producer": makers.producer(), "state": "approved"}
    written = write_draft(draft=draft, by=draft.created_by, facts=facts)
    assert (written.province, written.state) == (draft.province, "draft")
    assert written.producer == draft.producer


def test_the_name_under_a_certificate_stays():
    product = makers.product("Mật ong rừng")
    draft = begin_change(product=product, by=makers.user())
    written = write_draft(draft=draft, by=draft.created_by, facts={"title": "Yến sào", "price": 1})
    assert (written.title, written.price) == ("Mật ong rừng", None)


def test_a_photograph_sent_twice_is_there_once():
    draft = listing_draft(photos=1)
    again = [photo_file("green"), photo_file("black")]
    added = add_photos(draft=draft, by=draft.created_by, photos=again)
    assert len(added) == 1
    assert draft.photos.count() == 2


def test_a_photograph_moves_to_the_front():
    draft = listing_draft(photos=3)
    last = draft.photos.last()
    move_photo(photo=last, by=draft.created_by, places=-5)
    assert draft.photos.first() == last


def test_a_draft_that_lacks_something_is_not_submitted():
    draft = listing_draft(photos=0, price=None, label={})
    with pytest.raises(ListingError) as refusal:
        submit_listing(draft=draft, by=draft.created_by)
    assert len(refusal.value.messages) == 3


def test_a_draft_that_heals_is_not_submitted():
    draft = listing_draft(description="Chữa khỏi ho")
    with pytest.raises(ListingError, match="chữa khỏi"):
        submit_listing(draft=draft, by=draft.created_by)


def test_a_draft_that_waits_is_not_written():
    draft = submitted_draft()
    with pytest.raises(ListingError):
        write_draft(draft=draft, by=draft.created_by, facts={"title": "Khác"})
    taken = take_back(draft=draft, by=draft.created_by)
    write_draft(draft=taken, by=draft.created_by, facts={"title": "Khác"})


def test_an_unchanged_draft_is_not_submitted():
    product = makers.product()
    draft = begin_change(product=product, by=makers.user())
    with pytest.raises(ListingError):
        submit_listing(draft=draft, by=draft.created_by)


def test_approved_a_new_listing_becomes_a_product_that_waits_for_its_certificate(steward):
    draft = submitted_draft()
    approved = approve_listing(draft=draft, by=steward, seen=draft.version)
    product = approved.product
    assert product.producer == draft.producer
    assert product.province == draft.producer.province
    assert {s.item: s.text for s in product.label_statements.all()} == FOOD_LABEL
    assert [image.caption for image in product.images.all()] == ["Mật ong hoa tràm"]
    assert not Product.objects.public().filter(pk=product.pk).exists()
    assert approved.photos.get().file == product.images.get().original


def test_the_old_version_stays_live_until_it_is_approved(steward):
    product = makers.product("Mật ong", description="Cũ")
    draft = begin_change(product=product, by=makers.user())
    write_draft(draft=draft, by=draft.created_by, facts={"description": "Mới"})
    sent = submit_listing(draft=draft, by=draft.created_by)
    product.refresh_from_db()
    assert product.description == "Cũ"
    approve_listing(draft=draft, by=steward, seen=sent.version)
    product.refresh_from_db()
    assert product.description == "Mới"


def test_what_others_changed_beside_it_stays(steward):
    product = makers.product("Mật ong", description="Cũ", unit="Chai")
    draft = begin_change(product=product, by=makers.user())
    write_draft(draft=draft, by=draft.created_by, facts={"description": "Mới"})
    sent = submit_listing(draft=draft, by=draft.created_by)
    Product.objects.filter(pk=product.pk).update(unit="Hũ")
    approve_listing(draft=draft, by=steward, seen=sent.version)
    product.refresh_from_db()
    assert (product.description, product.unit) == ("Mới", "Hũ")


def test_photographs_are_exchanged_with_the_approval(steward):
    product = makers.product()
    old, kept = give_photos(product, 2)
    draft = begin_change(product=product, by=makers.user())
    draft.photos.get(image=old).delete()
    add_photos(draft=draft, by=draft.created_by, photos=[photo_file("blue")])
    move_photo(photo=draft.photos.last(), by=draft.created_by, places=-5)
    sent = submit_listing(draft=draft, by=draft.created_by)
    assert product.images.count() == 2
    approve_listing(draft=draft, by=steward, seen=sent.version)
    images = list(product.images.all())
    assert len(images) == 2
    assert images[1] == kept
    assert old not in images


def test_nobody_approves_what_they_have_written():
    draft = submitted_draft()
    with pytest.raises(SameActor):
        approve_listing(draft=draft, by=draft.created_by, seen=draft.version)


def test_what_was_changed_since_it_was_opened_is_not_approved(steward):
    draft = submitted_draft()
    with pytest.raises(ListingOutdated):
        approve_listing(draft=draft, by=steward, seen=draft.version - 1)


def test_changes_are_asked_for_with_a_reason(steward):
    draft = submitted_draft()
    with pytest.raises(ListingError):
        ask_for_changes(draft=draft, by=steward, reason=" ", seen=draft.version)
    sent = ask_for_changes(draft=draft, by=steward, reason="Ảnh mờ", seen=draft.version)
    assert (sent.state, sent.reason) == ("changes_asked", "Ảnh mờ")
    again = submit_listing(draft=sent, by=draft.created_by)
    assert again.decided_by is None
    assert [step.after for step in ListingDraft.objects.get().transitions.all()] == [
        "submitted",
        "changes_asked",
        "submitted",
    ]


def test_a_copy_has_the_words_and_no_photographs():
    product = makers.product("Mật ong", unit="Chai")
    give_photos(product)
    draft = copy_listing(product=product, by=makers.user(), price=90_000)
    assert (draft.title, draft.unit, draft.price, draft.product) == (
        "Mật ong",
        "Chai",
        90_000,
        None,
    )
    assert not draft.photos.exists()
