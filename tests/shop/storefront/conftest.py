"""A small shop and a tree of pages to look at: those that search and the CMS are tested with."""

from tests.cms.conftest import tree
from tests.search.conftest import shop

__all__ = ["shop", "tree"]
