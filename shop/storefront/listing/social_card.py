"""The picture that social media show of a group."""

from catalogue.models import ClassificationNode
from catalogue.social_card import TAGLINE
from theme.covers import WORLDS, glyph_for, weave
from theme.social_card import SocialCard

KIND = "nhom"


def group_card(slug: str, name: str) -> SocialCard:
    """Return the card of a sector or group; `name` is the Vietnamese one."""
    cover = weave(slug=slug, world=WORLDS[len(name) % len(WORLDS)], glyph=glyph_for(name))
    return SocialCard(name, (TAGLINE,), 0, cover)


def find_group_card(slug: str) -> SocialCard | None:
    name = ClassificationNode.objects.browsable().filter(slug=slug).values_list("name", flat=True)
    return group_card(slug, name[0]) if name else None
