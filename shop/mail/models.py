"""An e-mail that is to be sent: what it tells of and to whom.

Its words and its address are looked up while it is sent. Only an address that no row holds any more
rests here, and the words of e-mails that Wagtail or Django wrote; such a row goes with its e-mail.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EmailState(models.TextChoices):
    """SENDING: the words are with the mail server, which has not answered yet.

    UNCERTAIN: it never answered. The e-mail may have gone, so that a person decides.
    """

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being handed over")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("no longer needed")
    REFUSED = "refused", _("refused")
    UNCERTAIN = "uncertain", _("may have gone")


#: States that nothing but a person ends.
SET_ASIDE = (EmailState.REFUSED, EmailState.UNCERTAIN)


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def waiting(self) -> "OutgoingEmailQuerySet":
        """E-mails that are still to be sent."""
        return self.filter(state=EmailState.WAITING)

    def stuck(self) -> "OutgoingEmailQuerySet":
        """E-mails that failed and somebody may want to look at."""
        failed = Q(state=EmailState.WAITING) & ~Q(error="")
        return self.filter(Q(state__in=SET_ASIDE) | failed)

    def set_aside(self) -> "OutgoingEmailQuerySet":
        """E-mails that are not tried again by themselves."""
        return self.filter(state__in=SET_ASIDE)


class OutgoingEmail(models.Model):
    """Một thư điện tử: `about` is the key of what its kind tells of, `reader` of an account.

    Reader 0 is whoever the kind names: the buyer of an order, the writer of a review. `message_id`
    is the same at every attempt, so that mailboxes can tell a second copy from a second e-mail.
    """

    kind = models.CharField(_("kind"), max_length=30)
    about = models.PositiveBigIntegerField(_("about"))
    reader = models.PositiveBigIntegerField(_("reader"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=EmailState.choices, default=EmailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    message_id = models.CharField(_("Message-ID"), max_length=120, blank=True)
    recipients = models.TextField(_("own addresses"), blank=True)
    mime = models.TextField(_("own words"), blank=True)
    error = models.CharField(_("why not"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField(_("next attempt"))
    tried_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["state", "due_at"], name="letter_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "reader"],
                condition=Q(recipients=""),
                name="email_once",
            ),
            models.CheckConstraint(
                name="letter_sent_has_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} → {self.reader}"
