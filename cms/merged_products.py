"""Products named in texts: where one was merged into another, the text names that one from then on."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page, Revision, get_page_models

from catalogue.models import Product


def rename_in_pages(kept: Product, merged: Product, **kwargs: Any) -> None:
    """Let pages and their waiting drafts name the product that stays, once."""
    for model in get_page_models():
        fields = [each.name for each in model._meta.get_fields() if isinstance(each, StreamField)]
        if fields:
            for page in model.objects.all():
                _rename_in_page(page, fields, merged.pk, kept.pk)
    drafts = Page.objects.exclude(latest_revision=None).values("latest_revision")
    for revision in Revision.objects.filter(pk__in=drafts):
        if _rename_in_draft(revision.content, merged.pk, kept.pk):
            revision.save(update_fields=["content"])


def _rename_in_page(page: Page, fields: Iterable[str], old: int, new: int) -> None:
    changed = []
    for name in fields:
        raw = list(getattr(page, name).raw_data)
        if _rename_in_blocks(raw, old, new):
            setattr(page, name, json.dumps(raw))
            changed.append(name)
    if changed:
        page.save(update_fields=changed)


def _rename_in_draft(content: dict[str, Any], old: int, new: int) -> bool:
    """A draft holds its streams as text, and the products of a story as rows."""
    changed = False
    for name, value in content.items():
        if isinstance(value, str) and value.startswith("["):
            try:
                blocks = json.loads(value)
            except ValueError:
                continue
            if _rename_in_blocks(blocks, old, new):
                content[name], changed = json.dumps(blocks), True
    for row in content.get("products") or []:
        if isinstance(row, dict) and row.get("product") == old:
            row["product"], changed = new, True
    return changed


def _rename_in_blocks(value: Any, old: int, new: int) -> bool:
    """Replace a product in the lists called `products`, wherever blocks hold one."""
    changed = False
    if isinstance(value, dict):
        products = value.get("products")
        changed = isinstance(products, list) and _rename_in_list(products, old, new)
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        changed |= _rename_in_blocks(each, old, new)
    return changed


def _rename_in_list(items: list[Any], old: int, new: int) -> bool:
    """Replace it, or take it out where the other one stands already."""
    named = [item for item in items if isinstance(item, dict) and item.get("value") == old]
    if any(isinstance(item, dict) and item.get("value") == new for item in items):
        items[:] = [item for item in items if item not in named]
    for item in named:
        item["value"] = new
    return bool(named)
