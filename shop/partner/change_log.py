"""Who changed what of a seller: its goods, prices and stock, its producer, who works for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import Field, ForeignKey, Model, OuterRef, QuerySet, Subquery
from django.utils.formats import localize
from django.utils.translation import gettext as _

from catalogue.change_history import BEFORE
from catalogue.clock import VIETNAM
from catalogue.models import Producer, Product
from shop.partner.models import Membership, Partner, StockRecord
from shop.users.models import User
from theme.formats import dong

#: Rows that are shown, and read of each kind: an import of goods does not hide the people.
SHOWN, READ = 100, 200
#: Letters that are shown of a text.
_LETTERS = 80
_SILENT = {"id", "history_id", "history_date", "history_change_reason", "history_type"}
_SILENT |= {"history_user", "slug", "since"}


@dataclass(frozen=True)
class ChangedField:
    """One field: what stood there and what stands there; both empty where only its name is told."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ChangeRow:
    """One change: when, by whom, of what; "+" made, "~" changed, "-" deleted."""

    at: datetime
    who: str
    what: str
    kind: str
    fields: tuple[ChangedField, ...]


def read_change_log(partner: Partner) -> list[ChangeRow]:
    """Return the last changes of a seller, the newest first, in a fixed number of queries."""
    producer = Producer.objects.filter(partner=partner).first()
    own = Product.objects.filter(producer=producer) if producer else Product.objects.none()
    titles = dict(own.values_list("pk", "title"))
    once = Membership.history.filter(partner=partner).order_by().values("user")
    people = {person.pk: str(person) for person in User.objects.filter(pk__in=once)}
    rows = [
        *_rows(Product.history.filter(producer=producer) if producer else Product.history.none()),
        *_rows(StockRecord.history.filter(partner=partner), names=titles),
        *_rows(Producer.history.filter(id=producer.pk if producer else 0)),
        *_rows(Membership.history.filter(partner=partner), names=people),
    ]
    return list(islice(sorted(rows, key=attrgetter("at"), reverse=True), SHOWN))


def _rows(history: QuerySet, names: dict[int, str] | None = None) -> Iterator[ChangeRow]:
    """Compare each row with the one before it of the same record."""
    model = history.model
    earlier = model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    newest = history.select_related("history_user").order_by("-history_id")
    records = list(
        newest.annotate(
            before_id=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
        )[:READ]
    )
    befores = model.objects.in_bulk([record.before_id for record in records if record.before_id])
    for record in records:
        before = befores.get(record.before_id)
        kind = record.history_type
        fields = tuple(_changed(before, record)) if kind == "~" and before else ()
        if record.history_change_reason == BEFORE or (before and kind == "~" and not fields):
            continue  # nobody's change, or saved as it was
        yield ChangeRow(
            at=record.history_date.astimezone(VIETNAM),
            who=_who(record),
            what=_what(record, names or {}),
            kind=kind,
            fields=fields,
        )


def _changed(before: Model, after: Model) -> Iterable[ChangedField]:
    for field in after._meta.concrete_fields:
        if field.name in _SILENT:
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old == new or not (old or new or isinstance(old, bool) or isinstance(new, bool)):
            continue
        label = str(field.verbose_name)
        if isinstance(field, ForeignKey):
            yield ChangedField(label)
        else:
            yield ChangedField(label, _shown(field, old), _shown(field, new))


def _shown(field: Field, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.name == "price":
        return dong(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    text = str(localize(value))
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"


def _who(record: Any) -> str:
    """Return the person, or the machine by the name of its job."""
    if record.history_user is not None:
        return str(record.history_user)
    job = record.history_change_reason or ""
    return _("the shop's machine (%(job)s)") % {"job": job} if job else _("the shop's machine")


def _what(record: Any, names: dict[int, str]) -> str:
    if hasattr(record, "product_id"):
        name = names.get(record.product_id, "") or _("goods of this seller")
        return _("Price and stock: %(name)s") % {"name": name}
    if hasattr(record, "role"):
        return _("Works here: %(name)s") % {"name": names.get(record.user_id, "–")}
    if hasattr(record, "title"):
        return str(record.title)
    return _("About the producer")
