"""Pages that appear and go at the times set for them, each on its own."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, transaction
from wagtail.models import Page, Revision

from catalogue.clock import now

logger = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Take back pages whose time is over, publish those whose time has come; for the worker.

    Wagtail's command ends at the first page that cannot be published, and would do so every time.
    Here the others go on; the first failure is raised when all are done.
    """
    over: list[Any] = list(
        Page.objects.filter(live=True, expire_at__lt=now()).order_by("expire_at")
    )
    due = Revision.objects.filter(approved_go_live_at__lt=now()).order_by("approved_go_live_at")
    acts = [*(partial(_expire, page) for page in over), *(partial(_publish, row) for row in due)]
    if failures := [failure for act in acts if (failure := _try(act))]:
        raise failures[0]


def _try(act: Callable[[], None]) -> Exception | None:
    """Do it or not at all; a database that is away is nobody's fault and ends the turn."""
    try:
        with transaction.atomic():
            act()
    except Error:
        raise
    except Exception as failure:
        logger.exception("a scheduled page failed")
        return failure
    return None


def _expire(page: Page) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    """Publish; where its new address was taken meanwhile, the page keeps the one it has."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        if set(getattr(error, "error_dict", {})) != {"slug"}:
            raise
        revision.content["slug"] = Page.objects.get(pk=revision.object_id).slug
        revision.save(update_fields=["content"])
        revision.publish(log_action="wagtail.publish.scheduled")
