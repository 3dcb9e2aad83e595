"""The register as received, for looking things up; it changes by import only."""

from dataclasses import dataclass

from django.views.generic import ListView

from catalogue.clock import today
from catalogue.models import RegisterEntry
from catalogue.models.certificate import State
from catalogue.text import fold

PER_PAGE = 50


@dataclass(frozen=True)
class RegisterRow:
    """The entry as printed and what became of it; `state` is None without a certificate."""

    entry: RegisterEntry
    certificate_pk: int | None
    state: State | None


class RegisterView(ListView):
    """Sổ đăng ký OCOP: every row of the register with its certificate of today, if it has one."""

    template_name = "oscar/dashboard/register/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        """Entries whose product or producer has the words, with or without tone marks."""
        self.query = fold(self.request.GET.get("q", ""))[:100]
        entries = RegisterEntry.objects.select_related("certificate", "product")
        return entries.filter(folded__contains=self.query) if self.query else entries

    def get_context_data(self, **kwargs):
        """Add plain rows."""
        context = super().get_context_data(**kwargs)
        on = today()
        rows = [
            RegisterRow(
                entry,
                entry.certificate_id,
                entry.certificate.state(on) if entry.certificate_id else None,
            )
            for entry in context["object_list"]
        ]
        return context | {"rows": rows, "query": self.request.GET.get("q", "")[:100]}
