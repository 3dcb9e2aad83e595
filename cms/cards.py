"""Plain objects for templates: nothing here, and nothing rendered from it, asks the database."""

import datetime
from dataclasses import dataclass

from cms.pictures import Picture
from theme.covers import Cover


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as lists show it: a picture where there is one, else the woven cover.

    `foreign`, `foreign_lead`: title or lead are Vietnamese, for a reader of another language.
    """

    title: str
    url: str
    lead: str
    place: str
    minutes: int
    published: datetime.date | None
    cover: Cover
    image: Picture | None
    foreign: bool = False
    foreign_lead: bool = False

    @property
    def credit(self) -> str:
        """Who made the picture, and honesty when a machine did."""
        return self.image.caption if self.image else ""


@dataclass(frozen=True, slots=True)
class ExpiredProduct:
    """A product that a story tells of and that is no longer certified: its page says why."""

    title: str
    url: str
    message: str
    stars: int
    state: str
    ended_on: datetime.date | None
    ended_by: datetime.date | None
