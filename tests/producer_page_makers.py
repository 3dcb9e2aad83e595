"""Makers of producers' pages."""

from catalogue.models import Producer, ProducerPage, ProducerPageDraft
from catalogue.producer_pages.drafts import begin_page, submit_page, write_page
from shop.users.models import User
from tests import makers

WORDS = "Ba mươi hộ nuôi ong dưới rừng tràm, quay mật một lần mỗi mùa."
PEOPLE = [{"name": "Trần Thị Mận", "role": "chủ nhiệm", "consent": True}]
FILM = "https://www.youtube.com/watch?v=abcdefghijk"


def page_draft(of: Producer | None = None, *, by: User | None = None, **facts) -> ProducerPageDraft:
    """The draft of a page with words in it, not submitted."""
    person = by or makers.user()
    draft = begin_page(producer=of or makers.producer(), by=person)
    return write_page(draft=draft, by=person, facts={"about": WORDS} | facts)


def submitted_page(of: Producer | None = None, **facts) -> ProducerPageDraft:
    """The draft of a page that waits for the province."""
    draft = page_draft(of, **facts)
    return submit_page(draft=draft, by=draft.created_by)


def producer_page(of: Producer, **facts) -> ProducerPage:
    """A page that buyers see."""
    return ProducerPage.objects.create(producer=of, **facts)
