"""What the draft of a page lacks, or says and may not say, before the province looks at it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.claims import find_claim
from catalogue.models import ProducerPageDraft
from catalogue.producer_pages.content import changed_facts, written_texts

#: The steps in which a page is written; the words stand in URLs.
PORTRAIT, WORDS, PEOPLE, PLACE, CONTACT, VIDEO = "anh", "loi", "nguoi", "noi", "lien-he", "video"
_STEP_OF = {"about": WORDS, "people": PEOPLE, "visit": PLACE, "opening_hours": CONTACT}


@dataclass(frozen=True, slots=True)
class PageFault:
    """One thing that keeps a page from being sent: the step it is mended in, and a sentence."""

    step: str
    text: str


def page_faults(draft: ProducerPageDraft) -> list[PageFault]:
    """Return what keeps a draft from being sent, in the order of the steps."""
    faults = []
    if not draft.about:
        faults.append(PageFault(WORDS, _("A few words about you are missing.")))
    for row in draft.people:
        if not row.get("consent"):
            text = _("%(name)s has not agreed to be named here: ask first, or leave the name out.")
            faults.append(PageFault(PEOPLE, text % {"name": row["name"]}))
    return [*faults, *page_claims(draft)]


def page_claims(draft: ProducerPageDraft) -> list[PageFault]:
    """Return the words of a draft that the law forbids."""
    faults = []
    for name, text in written_texts(draft).items():
        if claim := find_claim(text):
            faults.append(PageFault(_STEP_OF[name], claim.sentence))
    return faults


def is_page_changed(draft: ProducerPageDraft) -> bool:
    """Whether a draft says or shows anything else than the page did when it was begun."""
    return bool(changed_facts(draft))
