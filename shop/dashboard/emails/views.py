"""E-mails that failed: why, when they are tried again, and a button that does it now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView

from shop.dashboard.emails.rows import read_rows
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import deliver, retry

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
        """Try one e-mail at once, or all of them, and say what came of it."""
        if request.POST.get("letter") == "all":
            retry(OutgoingEmail.objects.stuck())
        else:
            number = request.POST.get("letter", "")
            retry(OutgoingEmail.objects.filter(pk=int(number) if number.isdecimal() else 0))
        report = deliver()
        if report.failed:
            messages.error(
                request, _("It failed again: %(why)s") % {"why": report.server_error or "–"}
            )
        else:
            messages.success(
                request, _("%(count)d letters have gone out.") % {"count": report.sent}
            )
        return redirect("dashboard:email-list")
