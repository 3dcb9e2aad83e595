"""E-mails that failed: why, when they are tried again, and a button that makes them due now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.generic import ListView

from shop.dashboard.emails.rows import read_rows
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import retry

PER_PAGE = 40


class EmailListView(ListView):
    """What is stuck, the oldest first."""

    template_name = "oscar/dashboard/emails/list.html"
    paginate_by = PER_PAGE
    queryset = OutgoingEmail.objects.stuck()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add plain rows, and how many e-mails simply wait for their turn."""
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": read_rows(context["object_list"]),
            "fresh": OutgoingEmail.objects.waiting().filter(attempts=0).count(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make one e-mail due at once, or all of them; the worker takes them within seconds."""
        emails = OutgoingEmail.objects.stuck()
        if request.POST.get("letter") != "all":
            number = request.POST.get("letter", "")
            emails = OutgoingEmail.objects.filter(pk=int(number) if number.isdecimal() else 0)
        count = retry(emails)
        messages.success(
            request,
            ngettext(
                "%(count)d letter goes out within a minute.",
                "%(count)d letters go out within a minute.",
                count,
            )
            % {"count": count},
        )
        return redirect("dashboard:email-list")
