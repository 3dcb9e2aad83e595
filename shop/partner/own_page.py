"""What a producer tells of itself, as its page and the preview of its draft show it."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.labels import Fact
from catalogue.models.producer_page import ProducerPageContent
from catalogue.producer_pages.video import Video, find_video
from shop.users.phone import local_phone

#: Zalo opens a conversation with whoever has this number.
ZALO = "https://zalo.me/"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What components/own_page.html reads; `people` are name and role of who has agreed."""

    about: str
    is_english: bool
    people: list[tuple[str, str]]
    contact: list[Fact]
    visit: str
    video: Video | None

    @property
    def phone(self) -> str:
        """The phone as it is shown; empty where the producer does not show it."""
        return next((fact.value for fact in self.contact if fact.url.startswith("tel:")), "")


def own_page(content: ProducerPageContent, about: str) -> OwnPage:
    """Return what may be shown of a page or a draft; `about` are the words in Vietnamese."""
    is_english = bool(content.about_english) and (get_language() or "").startswith("en")
    return OwnPage(
        about=content.about_english if is_english else about,
        is_english=is_english,
        people=[(row["name"], row["role"]) for row in content.people if row.get("consent")],
        contact=_contact(content),
        visit=content.visit,
        video=find_video(content.video_url) if content.video_url else None,
    )


def _contact(content: ProducerPageContent) -> list[Fact]:
    """Return what its people have chosen to show."""
    facts = []
    if content.phone and content.phone_is_public:
        facts.append(Fact(_("Phone"), local_phone(content.phone), url=f"tel:{content.phone}"))
    if content.zalo and content.zalo_is_public:
        key = content.zalo.replace("+84", "0", 1)
        facts.append(Fact("Zalo", local_phone(content.zalo), url=f"{ZALO}{key}"))
    if content.opening_hours and content.opening_hours_are_public:
        facts.append(Fact(_("Opening hours"), content.opening_hours))
    return facts
