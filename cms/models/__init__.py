"""One page type a file."""

from cms.models.home import FeaturedStory, HomePage
from cms.models.image import ShopImage, ShopRendition
from cms.models.province import ProvinceIndexPage, ProvincePage, ProvinceText, province_text
from cms.models.standard import StandardPage
from cms.models.story import StoryIndexPage, StoryPage, StoryProduct, StorySource

__all__ = [
    "FeaturedStory",
    "HomePage",
    "ProvinceIndexPage",
    "ProvincePage",
    "ProvinceText",
    "ShopImage",
    "ShopRendition",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryProduct",
    "StorySource",
    "province_text",
]
