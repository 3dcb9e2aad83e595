"""The season of the front page, read from what editors stored without asking the database."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from catalogue.cards import ProductCard
from catalogue.models import Category, Product
from cms.blocks.season import SEASON_LIMIT
from cms.models.translation import reads_vietnamese

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


@dataclass(frozen=True, slots=True)
class Season:
    """A season in its months: keys of its products, and of the category that fills them up.

    `foreign`: its words are Vietnamese, for a reader of another language.
    """

    title: str
    text: str
    foreign: bool
    products: tuple[int, ...]
    category: int | None


@dataclass(frozen=True, slots=True)
class SeasonShelf:
    """What the front page shows of a season."""

    title: str
    text: str
    foreign: bool
    cards: list[ProductCard]


def season_of(seasons: "StreamValue", on: date) -> Season | None:
    """Return the first season that has this month, or None; asks nothing."""
    for child in seasons.raw_data:
        value = child["value"]
        if str(on.month) in map(str, value.get("months") or ()):
            own = "_en" if value.get("title_en") and not reads_vietnamese() else ""
            return Season(
                title=value[f"title{own}"],
                text=value.get(f"text{own}") or "",
                foreign=not own and not reads_vietnamese(),
                products=tuple(map(_key, value.get("products") or ()))[:SEASON_LIMIT],
                category=value.get("category"),
            )
    return None


def season_keys(season: Season | None) -> tuple[int, ...]:
    """Return keys of the season's products, then of its category's, at most eight public ones.

    Chosen products are checked by whoever reads them; one query when a category fills up.
    """
    if season is None:
        return ()
    room = SEASON_LIMIT - len(season.products)
    if not season.category or room <= 0:
        return season.products
    top = Category.objects.filter(pk=season.category).values("path")[:1]
    inside = Category.objects.filter(path__startswith=top)
    more = Product.objects.public().filter(categories__in=inside).exclude(pk__in=season.products)
    keys = more.order_by("slug").distinct().values_list("pk", flat=True)
    return season.products + tuple(keys[:room])


def _key(item: Any) -> int:
    """Return the key of a list item in either of the two forms that Wagtail stores."""
    return item["value"] if isinstance(item, dict) else item
