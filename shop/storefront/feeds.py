"""The RSS feed of newly certified products, with their photographs."""

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _

from catalogue.cards import is_sourced, local_name, stated_producer_name
from catalogue.clock import VIETNAM
from catalogue.http_cache import revalidate_public
from catalogue.models import Product
from catalogue.paths import absolute_url
from catalogue.pictures import find_renditions

if TYPE_CHECKING:
    from catalogue.models.product import CertifiedProduct

NEWEST = 50


class NewlyCertifiedFeed(Feed):
    """The products whose certificates in force began last, the newest first."""

    feed_type = Rss201rev2Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the feed; readers revalidate their copy."""
        response = super().__call__(request, *args, **kwargs)
        return revalidate_public(request, response)

    def title(self) -> str:
        return _("Newly certified OCOP specialties")

    def description(self) -> str:
        return _(
            "The products whose OCOP certificates of three stars or more came into force last."
        )

    def link(self) -> str:
        """Return the page that shows the same."""
        return absolute_url(reverse("newly_certified_page"))

    def feed_url(self) -> str:
        return absolute_url(reverse("newly_certified"))

    def items(self) -> "list[CertifiedProduct]":
        """Return the newest public products with what their items show."""
        public = Product.objects.public().for_cards().for_sale_check()
        return list(public.newest_first()[:NEWEST])

    def item_title(self, item: Product) -> str:
        """Return the name."""
        return item.title

    def item_description(self, item: "CertifiedProduct") -> str:
        """Return stars, producer and province."""
        text = _("Certified OCOP %(stars)s stars")
        if is_sourced(item.certificate):
            text = _("Certified OCOP %(stars)s stars, by a public source")
        stars = text % {"stars": item.stars}
        return " · ".join(
            filter(None, [stars, stated_producer_name(item), local_name(item.province)])
        )

    def item_link(self, item: Product) -> str:
        return absolute_url(item.get_absolute_url())

    def item_pubdate(self, item: Product) -> datetime.datetime | None:
        """Return the first moment of the certificate in Vietnam, if its day is known."""
        if item.certificate is None or not item.certificate.day_is_exact:
            return None
        day = item.certificate.valid_from
        return datetime.datetime.combine(day, datetime.time.min, tzinfo=VIETNAM)

    def item_enclosures(self, item: Product) -> list[Enclosure]:
        """Return the main photograph, when its sizes have been made."""
        names = [str(image.original.name) for image in item.images.all()]
        renditions = find_renditions(names)
        for name in names:
            if name in renditions:
                made = renditions[name]
                try:
                    size = made.bytes(made.width)
                except OSError:
                    continue
                return [Enclosure(absolute_url(made.url(made.width)), str(size), "image/jpeg")]
        return []
