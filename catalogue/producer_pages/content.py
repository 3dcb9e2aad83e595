"""What a producer's page says, in one shape for the page and its draft, so that the two can be compared."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models import Commune, Producer, ProducerPage, ProducerPageDraft
from catalogue.models.reviewed_draft import DraftState
from catalogue.reviewed_drafts.comparison import Difference, changed_values, is_same

#: Columns of the producer itself, and those of its page; in the order in which they are read.
ON_PRODUCER = ("about", "colours")
ON_PAGE = (
    *("about_english", "people", "visit", "phone", "phone_is_public", "zalo", "zalo_is_public"),
    *("opening_hours", "opening_hours_are_public", "video_url"),
)
PHONES = ("phone", "zalo")

PageContent = dict[str, Any]


def page_of(producer: Producer) -> ProducerPage:
    """Return the page of a producer; an empty one, unsaved, where it has written none yet."""
    page = getattr(producer, "page", None)
    return page if page is not None else ProducerPage(producer=producer)


def page_content(producer: Producer) -> PageContent:
    """Return what the page says now; the portrait by the name of its file."""
    page = page_of(producer)
    return {
        **{name: getattr(producer, name) for name in ON_PRODUCER},
        **{name: getattr(page, name) for name in ON_PAGE},
        "commune": producer.commune_id,
        "portrait": str(producer.portrait.name or ""),
    }


def draft_content(draft: ProducerPageDraft) -> PageContent:
    """Return what a draft says."""
    kept = "" if draft.drops_portrait else draft.base.get("portrait", "")
    return {
        **{name: getattr(draft, name) for name in (*ON_PRODUCER, *ON_PAGE)},
        "commune": draft.commune_id,
        "portrait": str(draft.portrait.name or "") or kept,
    }


def changed_facts(draft: ProducerPageDraft) -> PageContent:
    """Return fact → value of what a draft says another way than the page did when it was begun."""
    return changed_values(draft.base, draft_content(draft))


def differences(
    draft: ProducerPageDraft, *, say_phone: Callable[[str], str] = str
) -> list[Difference]:
    """Return what approving a draft would change, beside how the page stands now; no portrait."""
    now = page_content(draft.producer)
    is_open = draft.state != DraftState.APPROVED
    return [
        Difference(
            name=fact_name(name),
            now=fact_words(name, now[name], say_phone),
            proposed=fact_words(name, value, say_phone),
            is_disputed=is_open and not is_same(now[name], draft.base.get(name)),
        )
        for name, value in changed_facts(draft).items()
        if name != "portrait"
    ]


def fact_name(name: str) -> str:
    """Return what people call a fact."""
    column: Any = ProducerPageDraft._meta.get_field(name)
    return capfirst(str(column.verbose_name))


def fact_words(name: str, value: Any, say_phone: Callable[[str], str] = str) -> str:
    """Return the value of a fact as people read it; empty where there is none."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "colours" and value is not None:
        return _("Colours %(number)d") % {"number": value + 1}
    if value in (None, "", []):
        return ""
    if name in PHONES:
        return say_phone(value)
    if name == "people":
        return "\n".join(_person(row) for row in value)
    if name == "commune":
        commune = Commune.objects.filter(pk=value).first()
        return commune.title(today()) if commune else ""
    return str(value)


def _person(row: dict[str, Any]) -> str:
    agreed = _("has agreed") if row.get("consent") else _("has not agreed")
    return (
        f"{row['name']} – {row['role']} ({agreed})" if row["role"] else f"{row['name']} ({agreed})"
    )


def written_texts(draft: ProducerPageDraft) -> dict[str, str]:
    """Return fact → text of all that buyers would read."""
    texts = {name: getattr(draft, name) for name in ("about", "visit", "opening_hours")}
    people = "\n".join(f"{row['name']}, {row['role']}" for row in draft.people)
    return texts | {"people": people}
