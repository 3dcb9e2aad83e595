"""Who changed what: rows of django-simple-history for the records that people change by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from simple_history.models import HistoricalRecords

#: The reason of a row that no change made: how a record stood before its first one.
BEFORE = "before"
_machine: ContextVar[str] = ContextVar("machine", default="")


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Let changes that no person's request makes carry the name of the job that makes them."""
    token = _machine.set(name)
    try:
        yield
    finally:
        _machine.reset(token)


class ChangeHistory(HistoricalRecords):
    """A history of saves and deletions; what is written to many rows at once says so itself, or is not in it."""

    def finalize(self, sender: type[Model], **kwargs: Any) -> None:
        """Follow the model's saves, and look before the first of them."""
        super().finalize(sender, **kwargs)
        if self.cls is sender:
            pre_save.connect(self.remember_before, sender=sender, weak=False)

    def remember_before(self, sender: type[Model], instance: Model, **kwargs: Any) -> None:
        """Write down how a record stands that many rows at once, or older times, have made without a history."""
        if instance._state.adding or instance.pk is None or kwargs.get("raw"):
            return
        history = getattr(sender, self.manager_name)
        if history.filter(id=instance.pk).exists():
            return
        before = sender._base_manager.filter(pk=instance.pk).first()
        if before is not None:
            history.bulk_history_create([before], default_change_reason=BEFORE)

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str) -> str:
        """Return the name of the job at work, empty for a person's own change."""
        reason = super().get_change_reason_for_object(instance, history_type, using)
        return reason or _machine.get() or ""
