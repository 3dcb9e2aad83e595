"""Changes that make cached pages stale and never reach the index: each raises the page version."""

from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import get_page_models
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from search.models import SearchVersion

#: By label, besides those that search.index.invalidation watches.
WATCHED_MODELS = (
    "catalogue.ProductImage",
    "catalogue.Producer",
    "catalogue.ProducerPage",
    "catalogue.LabelStatement",
    "catalogue.ClassificationNode",
    "catalogue.Region",
    "catalogue.Province",
    "catalogue.FormerProvince",
    "catalogue.PlaceAlias",
    "catalogue.Designation",
    "catalogue.Commune",
    "partner.Partner",
    "partner.ShopPause",
    "offer.ConditionalOffer",
    "promotion.Promotion",
    "reviews.ProductReview",
    "cms.ShopImage",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
)


def connect() -> None:
    """Watch the models above, and Wagtail pages of every type."""
    for label in WATCHED_MODELS:
        model = apps.get_model(label)
        for signal in (post_save, post_delete):
            signal.connect(_bump_after_commit, sender=model, dispatch_uid=f"pages-{label}")
    for model in get_page_models():
        post_delete.connect(
            _bump_after_commit, sender=model, dispatch_uid=f"pages-{model.__name__}"
        )
    for moved in (page_published, page_unpublished, page_slug_changed, post_page_move):
        moved.connect(_bump_after_commit, dispatch_uid="pages")


def _bump_after_commit(raw: bool = False, **kwargs: Any) -> None:
    """Raise the version once for all changes of a transaction, after its commit.

    Within it an import would lock the one row that the changes of every order wait for.
    """
    if not raw and all(call[1] is not _bump for call in connection.run_on_commit):
        transaction.on_commit(_bump, robust=True)


def _bump() -> None:
    SearchVersion.bump(SearchVersion.PAGES)
