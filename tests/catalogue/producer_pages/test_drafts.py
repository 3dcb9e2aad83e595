"""A producer's page is written by its people and shown once somebody else has looked."""

import pytest

from catalogue.models import Producer, ProducerPage, ProducerPageDraft
from catalogue.producer_pages.content import differences
from catalogue.producer_pages.drafts import begin_page, discard_page, submit_page, write_page
from catalogue.producer_pages.review import approve_page
from catalogue.reviewed_drafts.steps import ask_for_changes, take_back
from catalogue.services.exceptions import ListingError, ListingOutdated, SameActor
from tests import makers
from tests.listing_makers import photo_file
from tests.producer_page_makers import PEOPLE, WORDS, page_draft, producer_page, submitted_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return makers.user()


def test_a_draft_begins_with_what_the_page_says():
    producer = makers.producer(about="Lời cũ", colours=2)
    producer_page(producer, phone="+84912345678", phone_is_public=True)
    draft = begin_page(producer=producer, by=makers.user())
    assert (draft.about, draft.colours, draft.phone) == ("Lời cũ", 2, "+84912345678")
    assert draft.phone_is_public
    assert begin_page(producer=producer, by=makers.user()) == draft


def test_nothing_is_shown_before_it_is_approved(steward):
    draft = submitted_page()
    producer = draft.producer
    producer.refresh_from_db()
    assert producer.about == ""
    approve_page(draft=draft, by=steward, seen=draft.version)
    producer.refresh_from_db()
    assert producer.about == WORDS


def test_an_approved_page_holds_all_that_was_written(steward):
    producer, commune = makers.producer(), makers.commune()
    draft = submitted_page(
        producer,
        people=PEOPLE,
        commune=commune,
        visit="Qua cầu 300 m",
        zalo="+84912345678",
        zalo_is_public=True,
        colours=3,
    )
    approve_page(draft=draft, by=steward, seen=draft.version)
    producer = Producer.objects.get(pk=producer.pk)
    assert (producer.commune, producer.colours) == (commune, 3)
    assert (producer.page.people, producer.page.visit) == (PEOPLE, "Qua cầu 300 m")
    assert producer.page.zalo_is_public
    assert not producer.page.phone_is_public


def test_what_others_changed_beside_it_stays(steward):
    producer = makers.producer(about="Lời cũ")
    draft = submitted_page(producer, about="Lời cũ", visit="Qua cầu")
    Producer.objects.filter(pk=producer.pk).update(about="Cán bộ sửa")
    approve_page(draft=draft, by=steward, seen=draft.version)
    producer.refresh_from_db()
    assert producer.about == "Cán bộ sửa"
    assert ProducerPage.objects.get().visit == "Qua cầu"


def test_a_new_portrait_becomes_the_producers_and_can_be_taken_away(steward):
    producer = makers.producer()
    draft = submitted_page(producer, portrait=photo_file(), drops_portrait=False)
    name = draft.portrait.name
    approve_page(draft=draft, by=steward, seen=draft.version)
    producer.refresh_from_db()
    assert producer.portrait.name == name
    away = submitted_page(producer, portrait="", drops_portrait=True)
    approve_page(draft=away, by=steward, seen=away.version)
    producer.refresh_from_db()
    assert not producer.portrait


def test_nobody_is_named_who_has_not_agreed():
    draft = page_draft(people=[{"name": "Ông Ba", "role": "", "consent": False}])
    with pytest.raises(ListingError, match="Ông Ba"):
        submit_page(draft=draft, by=draft.created_by)


@pytest.mark.parametrize(
    "facts", [{"about": ""}, {"about": "Mật chữa khỏi ho"}, {"visit": "Quán ngon nhất tỉnh"}]
)
def test_what_lacks_or_may_not_be_said_stops_at_sending(facts):
    draft = page_draft(**facts)
    with pytest.raises(ListingError):
        submit_page(draft=draft, by=draft.created_by)


def test_a_draft_that_changes_nothing_is_not_sent():
    draft = page_draft(makers.producer(about=WORDS))
    with pytest.raises(ListingError):
        submit_page(draft=draft, by=draft.created_by)


def test_what_waits_is_not_written_until_it_is_taken_back(steward):
    draft = submitted_page()
    writer = draft.created_by
    with pytest.raises(ListingError):
        write_page(draft=draft, by=writer, facts={"about": "Muộn"})
    take_back(draft=draft, by=writer)
    write_page(draft=draft, by=writer, facts={"about": "Kịp"})
    assert ProducerPageDraft.objects.get().about == "Kịp"


def test_an_older_version_is_not_approved_nor_ones_own(steward):
    draft = submitted_page()
    with pytest.raises(ListingOutdated):
        approve_page(draft=draft, by=steward, seen=draft.version - 1)
    with pytest.raises(SameActor):
        approve_page(draft=draft, by=draft.created_by, seen=draft.version)


def test_changes_are_asked_for_with_a_reason_and_mended(steward):
    draft = submitted_page()
    with pytest.raises(ListingError):
        ask_for_changes(draft=draft, by=steward, reason=" ", seen=draft.version)
    asked = ask_for_changes(draft=draft, by=steward, reason="Ảnh mờ", seen=draft.version)
    assert (asked.state, asked.is_editable) == ("changes_asked", True)
    assert list(asked.transitions.values_list("after", flat=True)) == [
        "submitted",
        "changes_asked",
    ]


def test_differences_say_what_is_new_and_what_moved_meanwhile():
    producer = makers.producer(about="Lời cũ")
    draft = page_draft(producer, people=PEOPLE)
    producer.about = "Ai đó sửa"
    producer.save()
    draft = ProducerPageDraft.objects.get(pk=draft.pk)
    about, people = differences(draft)
    assert (about.now, about.proposed, about.is_disputed) == ("Ai đó sửa", WORDS, True)
    assert "Trần Thị Mận – chủ nhiệm" in people.proposed


def test_a_draft_that_is_thrown_away_leaves_the_page():
    producer = makers.producer(about="Lời cũ")
    discard_page(draft=page_draft(producer))
    producer.refresh_from_db()
    assert producer.about == "Lời cũ"
    assert not ProducerPageDraft.objects.exists()
