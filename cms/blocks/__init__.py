"""Blocks of pages. Names imported here are the paths that migrations freeze."""

from cms.blocks.content import FigureBlock, HeadingBlock, ParagraphBlock, QuoteBlock
from cms.blocks.season import SeasonBlock
from cms.blocks.shelf import ProducerBlock, ProductShelfBlock
from cms.choosers import CategoryChooserBlock, ProducerChooserBlock, ProductChooserBlock

#: What a policy or an introduction is made of.
TEXT_BLOCKS = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("quote", QuoteBlock()),
    ("figure", FigureBlock()),
]

#: What a story or a province text is made of: text, and goods beside it.
STORY_BLOCKS = [
    *TEXT_BLOCKS,
    ("product_shelf", ProductShelfBlock()),
    ("maker", ProducerBlock()),
]

__all__ = [
    "STORY_BLOCKS",
    "TEXT_BLOCKS",
    "CategoryChooserBlock",
    "FigureBlock",
    "HeadingBlock",
    "ParagraphBlock",
    "ProducerBlock",
    "ProducerChooserBlock",
    "ProductChooserBlock",
    "ProductShelfBlock",
    "QuoteBlock",
    "SeasonBlock",
]
