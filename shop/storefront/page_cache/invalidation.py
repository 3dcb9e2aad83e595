"""What changes a page and never reaches the index: each change gives the pages a new version."""

from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.models import SearchVersion

#: By label; what search.index.invalidation watches is not repeated here.
SHOWN = (
    "catalogue.ProductImage",
    "catalogue.Producer",
    "catalogue.LabelStatement",
    "catalogue.ClassificationNode",
    "catalogue.Region",
    "catalogue.Province",
    "catalogue.FormerProvince",
    "catalogue.PlaceAlias",
    "catalogue.Designation",
    "catalogue.Commune",
    "reviews.ProductReview",
    "cms.ShopImage",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
)


def connect() -> None:
    """Watch the rows above, and pages of every type."""
    for label in SHOWN:
        model = apps.get_model(label)
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"pages-{label}")
    for model in get_page_models():
        post_delete.connect(_changed, sender=model, dispatch_uid=f"pages-{model.__name__}")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="pages")


def _changed(raw: bool = False, **kwargs) -> None:
    """Count one change for all of a transaction, when it is there to be read.

    Not within it: an import would hold the one row that every order's change waits for.
    """
    if not raw and all(call[1] is not _bump for call in connection.run_on_commit):
        transaction.on_commit(_bump, robust=True)


def _bump() -> None:
    SearchVersion.bump(SearchVersion.PAGES)
