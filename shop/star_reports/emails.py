"""E-mails to whoever reported a false star: it has arrived, and what came of it."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import StarReport, StarReportTransition
from catalogue.models.star_report import StarReportState
from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders

MOVED = "star_report_moved"


@renders(MOVED, gettext_lazy("News of a report of a false star"))
def render_star_report_step(email: OutgoingEmail) -> RenderedEmail | None:
    """Write about one step; not to a reporter whose address has been deleted meanwhile."""
    steps = StarReportTransition.objects.select_related("report__product")
    step = steps.filter(pk=email.about).first()
    if step is None or not step.report.reporter_email:
        return None
    report = step.report
    with translation.override(report.language):
        number = {"number": report.number}
        is_receipt = step.after == StarReportState.RECEIVED
        subject = (
            _("We have your report %(number)s") % number
            if is_receipt
            else _("Your report %(number)s: what came of it") % number
        )
        return compose(
            to=report.reporter_email,
            subject=subject,
            template="emails/star_report",
            context={
                "subject": subject,
                "report": report,
                "step": step,
                "is_receipt": is_receipt,
                "url": absolute_url(star_report_path(report)),
            },
        )


def star_report_path(report: StarReport) -> str:
    """Return the private page of a report, which nobody finds without its link."""
    return reverse("star_report_status", kwargs={"token": report.token})
