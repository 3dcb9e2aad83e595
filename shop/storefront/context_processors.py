"""What every page of the storefront shows around its content."""

from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from catalogue.http_cache import is_publicly_cacheable
from catalogue.navigation import sector_links
from cms.navigation import OpenPage, closed_paths, open_pages, policy_links, standing_links
from search.models import SearchVersion
from shop.partner.access import is_member
from shop.partner.models import ShopPause
from shop.partner.ordering_pause import shop_refusal
from shop.storefront.shop_pause import running_shop_pause
from shop.users.age import AgeAnswer, age_known_of


def storefront(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation, the basket count, the seller's legal block and the pinned demo day.

    `adult_session`: alcohol may be shown, and with it the warning that the law wants. `asks_age`:
    nobody is asked again who has said to be too young. `shop_closed`: why nothing can be ordered.

    A publicly cacheable page has neither the basket count nor a CSRF token nor `has_shop_front`,
    which says that the visitor works for a seller.
    """
    if is_publicly_cacheable(request):
        visitor: dict[str, Any] = {"basket_count": 0, "count_apart": True, "csrf_token": ""}
    else:
        visitor = {
            "basket_count": lru_cache(maxsize=1)(partial(_basket_count, request)),
            "has_shop_front": SimpleLazyObject(partial(_has_shop_front, request)),
        }
    pages, age = _open_pages(request), age_known_of(request)
    return visitor | {
        "nav_groups": sector_links(),
        "footer_links": [(_("About us and rules"), standing_links(pages))],
        "policy_links": policy_links(pages),
        "closed_paths": closed_paths(pages),
        "seller": settings.OCOP_SELLER,
        "alcohol_licence": settings.ALCOHOL_LICENCE,
        "adult_session": age is AgeAnswer.OF_AGE,
        "asks_age": age is not AgeAnswer.UNDER_AGE,
        "demo_date": settings.OCOP_TODAY,
        "shop_closed": shop_refusal(_shop_pause(request)),
    }


def _basket_count(request: HttpRequest) -> int:
    """Return the pieces in the basket; asked by the pages that show them, once each."""
    basket = getattr(request, "basket", None)
    return basket.num_items if basket is not None and basket.pk else 0


def _has_shop_front(request: HttpRequest) -> bool:
    """Whether the visitor works for a seller, asked for once although a page renders many templates."""
    known: bool | None = getattr(request, "has_shop_front", None)
    if known is None:
        user = getattr(request, "user", None)
        known = user is not None and is_member(user)
        request.has_shop_front = known  # type: ignore[attr-defined]  # read above
    return known


def _shop_pause(request: HttpRequest) -> ShopPause | None:
    """Return the pause of the whole shop that is in force, asked for once a request."""
    if not hasattr(request, "shop_pause"):
        request.shop_pause = running_shop_pause()  # type: ignore[attr-defined]  # read below
    pause: ShopPause | None = request.shop_pause  # type: ignore[attr-defined]
    return pause


def _open_pages(request: HttpRequest) -> list[OpenPage]:
    """Return the pages of the first level, asked for once although a page renders many templates."""
    pages: list[OpenPage] | None = getattr(request, "open_pages", None)
    if pages is None:
        pages = open_pages(SearchVersion.current(SearchVersion.PAGES))
        request.open_pages = pages  # type: ignore[attr-defined]  # read above
    return pages
