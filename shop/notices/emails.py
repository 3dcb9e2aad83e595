"""E-mails of notices that have none of their own, and the one e-mail of a day; none of what was read."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import EVENTS, path_of, sentence_of
from shop.notices.models import Notice, NoticeDigest
from shop.notices.preferences import end_digest_path

NOTICE, DIGEST = "notice", "notice_digest"


@renders(NOTICE, gettext_lazy("Notice to a seller"))
def render_notice(email: OutgoingEmail) -> RenderedEmail | None:
    """Say what has happened and lead there, in the language of the account."""
    rows = Notice.objects.unread().select_related("membership__user", "membership__partner")
    notice = rows.filter(pk=email.about, event__in=EVENTS, membership__user__is_active=True).first()
    to = notice.membership.user.email if notice else None
    if notice is None or not to:
        return None
    user, partner = notice.membership.user, notice.membership.partner
    with translation.override(user.language):
        sentence = sentence_of(notice)
        settings_path = reverse("workspace:notice-settings", kwargs={"pk": partner.pk})
        context = {
            "subject": sentence,
            "partner": partner.name,
            "sentences": [sentence],
            "url": absolute_url(path_of(notice)),
            "settings_url": absolute_url(settings_path),
        }
        return compose(to=to, subject=sentence, template="emails/notice", context=context)


@renders(DIGEST, gettext_lazy("Notices of a day, to a seller"))
def render_digest(email: OutgoingEmail) -> RenderedEmail | None:
    """Say what has come together since the last one; nothing where all of it has been read."""
    digests = NoticeDigest.objects.select_related("membership__user", "membership__partner")
    digest = digests.filter(pk=email.about, membership__user__is_active=True).first()
    to = digest.membership.user.email if digest else None
    if digest is None or not to:
        return None
    rows = digest.notices.unread().filter(event__in=EVENTS).order_by("kind", "pk")
    notices = list(rows.select_related("membership"))
    if not notices:
        return None
    member = digest.membership
    with translation.override(member.user.language):
        subject = ngettext(
            "%(name)s: %(n)d notice of today", "%(name)s: %(n)d notices of today", len(notices)
        ) % {"name": member.partner.name, "n": len(notices)}
        end_url = absolute_url(end_digest_path(member.pk))
        page = reverse("workspace:notices", kwargs={"pk": member.partner_id})
        settings_path = reverse("workspace:notice-settings", kwargs={"pk": member.partner_id})
        context = {
            "subject": subject,
            "partner": member.partner.name,
            "sentences": [sentence_of(notice) for notice in notices],
            "url": absolute_url(page),
            "button": _("Open the notices"),
            "settings_url": absolute_url(settings_path),
            "end_url": end_url,
        }
        return compose(
            to=to,
            subject=subject,
            template="emails/notice",
            context=context,
            unsubscribe_url=end_url,
        )
