"""Goods inside a text. What a shelf shows is decided at request time, never when it is saved."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from catalogue.cards import ProductCard
from catalogue.models import Category, Producer, Product
from cms.choosers import CategoryChooserBlock, ProducerChooserBlock, ProductChooserBlock
from shop.promotion.reductions import shop_cards

SHELF_LIMIT = 8


class ProductShelfBlock(blocks.StructBlock):
    """A row of products chosen by hand, filled up from a category when one is given."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=120)
    products = blocks.ListBlock(ProductChooserBlock(), label=_("products"), default=[])
    category = CategoryChooserBlock(label=_("fill up from category"), required=False)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add `cards`: only what is public at this moment, chosen products first.

        A page that has read the products of all its shelves at once says so in `shelved`.
        """
        context = super().get_context(value, parent_context=parent_context)
        chosen = [product.pk for product in value["products"] if product is not None]
        shelved: dict[int, ProductCard] | None = context.get("shelved")
        if shelved is None or value["category"]:
            return context | {"cards": shelf_cards(chosen, category=value["category"])}
        available = (shelved[pk] for pk in chosen[:SHELF_LIMIT] if pk in shelved)
        return context | {"cards": list(available)}

    class Meta:
        label = _("product shelf")
        icon = "tag"
        template = "cms/blocks/product_shelf.html"


class ProducerBlock(blocks.StructBlock):
    """One producer with what it sells today."""

    producer = ProducerChooserBlock(label=_("producer"))

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add `producer` and its public `cards`; no producer when nothing of it is public."""
        context = super().get_context(value, parent_context=parent_context)
        producer: Producer | None = value["producer"]
        public = Product.objects.public().filter(producer=producer).cards_only().order_by("slug")
        products = list(public[:SHELF_LIMIT]) if producer else []
        cards = shop_cards(products)
        shown = None
        if producer and cards:
            shown = {"name": producer.name, "url": producer.get_absolute_url()}
        return context | {"producer": shown, "cards": cards}

    class Meta:
        label = _("producer")
        icon = "group"
        template = "cms/blocks/producer.html"


def chosen_for_shelves(body: blocks.StreamValue) -> set[int]:
    """Return the products (primary keys) that stand on the shelves of a body, without reading them."""
    shelves = [block["value"] for block in body.raw_data if block["type"] == "product_shelf"]
    return {item["value"] for shelf in shelves for item in shelf["products"] if item["value"]}


def shelf_cards(chosen: list[int], *, category: Category | None = None) -> list[ProductCard]:
    """Return cards of the public products among `chosen`, in that order, then of the category.

    One query decides for all the chosen, one more for the category; at most SHELF_LIMIT cards.
    """
    public = Product.objects.public().cards_only()
    by_pk = {product.pk: product for product in public.filter(pk__in=chosen[:SHELF_LIMIT])}
    products = [by_pk[pk] for pk in chosen if pk in by_pk]
    room = SHELF_LIMIT - len(products)
    if category is not None and room > 0:
        inside = Category.objects.filter(path__startswith=category.path)
        more = public.filter(categories__in=inside).exclude(pk__in=by_pk)
        products += more.order_by("slug").distinct()[:room]
    return shop_cards(products)
