"""The register as received, for looking things up; it changes by import only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.views.generic import ListView

from catalogue.clock import today
from catalogue.models import RegisterEntry
from catalogue.register.status import EntryStatus, entry_status, with_status
from catalogue.text import fold, question

PER_PAGE = 50


@dataclass(frozen=True)
class RegisterEntryRow:
    """The entry as printed and where it stands today."""

    entry: RegisterEntry
    status: EntryStatus


class RegisterView(ListView):
    """Sổ đăng ký OCOP: every row of the register and what became of it."""

    template_name = "oscar/dashboard/register/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        """Entries whose product or producer has the words, with or without tone marks."""
        words = fold(question(self.request.GET.get("q", "")))
        entries = with_status(RegisterEntry.objects.all())
        return entries.filter(folded__contains=words) if words else entries

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on = today()
        rows = [
            RegisterEntryRow(entry, entry_status(entry, on)) for entry in context["object_list"]
        ]
        return context | {"rows": rows, "query": question(self.request.GET.get("q", ""))}
