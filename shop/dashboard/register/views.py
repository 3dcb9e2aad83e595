"""The register as received, for looking things up; it changes by import only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.views.generic import ListView

from catalogue.clock import today
from catalogue.models import FormerProvince, Province, RegisterEntry
from catalogue.province_access import provinces_of
from catalogue.register.status import EntryStatus, entry_status, with_status
from catalogue.text import fold, question
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 50
#: How a source may print a province.
_KINDS = ("", "tỉnh ", "Tỉnh ", "thành phố ", "Thành phố ", "TP. ", "TP ")


@dataclass(frozen=True)
class RegisterEntryRow:
    """The entry as printed and where it stands today."""

    entry: RegisterEntry
    status: EntryStatus


def visible_entries(user: User) -> QuerySet[RegisterEntry]:
    """Return the entries of the provinces that a person acts for.

    An entry that led to no product is of the province it prints, today's or a former one.
    """
    own = provinces_of(user)
    if own is None:
        return RegisterEntry.objects.all()
    names = {
        *Province.objects.filter(pk__in=own).values_list("name", flat=True),
        *FormerProvince.objects.filter(current__in=own).values_list("name", flat=True),
    }
    printed = [f"{kind}{name}" for name in names for kind in _KINDS]
    return RegisterEntry.objects.filter(
        Q(product__province__in=own) | Q(product__isnull=True, province__in=printed)
    )


class RegisterView(ListView):
    """Sổ đăng ký OCOP: every row of the register and what became of it."""

    template_name = "oscar/dashboard/register/list.html"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        """Entries whose product or producer has the words, with or without tone marks."""
        words = fold(question(self.request.GET.get("q", "")))
        entries = with_status(visible_entries(self.request.user))
        return entries.filter(folded__contains=words) if words else entries

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on = today()
        rows = [
            RegisterEntryRow(entry, entry_status(entry, on)) for entry in context["object_list"]
        ]
        return context | {"rows": rows, "query": question(self.request.GET.get("q", ""))}
