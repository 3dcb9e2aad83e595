"""E-mails to sellers about their money: it was sent, and what became of the account it goes to.

They are in the language of the account that reads them.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import MONEY_SENT
from shop.order.emails.recipients import email_of_account
from shop.order.payouts.links import stop_path
from shop.payment.banks import bank_name
from shop.payment.models import SellerAccount, SellerPayout
from shop.users.models import User
from theme.formats import clock_date, dong, vn_date

ACCOUNT_NAMED, ACCOUNT_ENDED = "seller_account_named", "seller_account_ended"


@renders(MONEY_SENT.email, gettext_lazy("Money sent to a seller"))
def render_seller_paid(email: OutgoingEmail) -> RenderedEmail | None:
    """Write how much was sent, with the bank's number."""
    rows = SellerPayout.objects.select_related("partner", "item__account")
    payout = rows.filter(pk=email.about).first()
    if payout is None:
        return None
    account = payout.item.account if hasattr(payout, "item") else None
    with translation.override(_language_of(email.reader)):
        facts = {
            "name": payout.partner.name,
            "amount": dong(int(payout.amount)),
            "day": vn_date(payout.paid_at),
            "number": payout.reference,
        }
        sentences = [
            _("The shop has sent %(amount)s to %(name)s on %(day)s.") % facts,
            _("The bank's number of the transfer: %(number)s") % facts,
        ]
        if account is not None:
            sentences.insert(1, _("Account: %(account)s") % {"account": _named(account)})
        return _compose(
            email,
            subject=_("%(amount)s are on their way to you") % facts,
            sentences=sentences,
            button=_("See the statement"),
            path=reverse("workspace:statement", kwargs={"pk": payout.partner_id}),
        )


@renders(ACCOUNT_NAMED, gettext_lazy("New account of a seller"))
def render_account_named(email: OutgoingEmail) -> RenderedEmail | None:
    """Tell an owner of a new account, with the link that stops it; nothing once it has ended."""
    account = _account(email)
    if account is None or not account.is_living:
        return None
    with translation.override(_language_of(email.reader)):
        facts = {
            "name": account.partner.name,
            "account": _named(account),
            "moment": clock_date(account.valid_from),
            "who": str(account.named_by or ""),
        }
        sentences = [
            _("%(who)s has named a new account for the money of %(name)s: %(account)s.") % facts,
            _("It counts from %(moment)s. Until then money goes where it went before.") % facts,
        ]
        if account.needs_check and not account.checked_at:
            sentences.append(
                _("It is in another name than yours, so that somebody of the shop looks first.")
            )
        sentences.append(_("If none of you did this, stop it now: one press, without signing in."))
        return _compose(
            email,
            subject=_("New bank account for %(name)s") % facts,
            sentences=sentences,
            button=_("It was none of us: stop it"),
            path=stop_path(account),
        )


@renders(ACCOUNT_ENDED, gettext_lazy("Account of a seller stopped or refused"))
def render_account_ended(email: OutgoingEmail) -> RenderedEmail | None:
    """Tell an owner, and the shop where somebody stopped it, that an account never counts again."""
    account = _account(email)
    if account is None or account.is_living:
        return None
    with translation.override(_language_of(email.reader)):
        facts = {"name": account.partner.name, "account": _named(account)}
        if account.refused_at:
            sentence = _("The shop does not send money of %(name)s to %(account)s:") % facts
        else:
            sentence = _("The account %(account)s of %(name)s was stopped.") % facts
        path = (
            reverse("workspace:seller-account", kwargs={"pk": account.partner_id})
            if email.reader
            else reverse("dashboard:payout-list")
        )
        return _compose(
            email,
            subject=_("A bank account of %(name)s does not count") % facts,
            sentences=[
                sentence,
                _("The account before it is in force again, if there was one."),
                _("Who did not mean this changes the password and looks at who works there."),
            ],
            quote=account.reason,
            button=_("See the account"),
            path=path,
        )


def _account(email: OutgoingEmail) -> SellerAccount | None:
    rows = SellerAccount.objects.select_related("partner", "named_by")
    return rows.filter(pk=email.about).first()


def _named(account: SellerAccount) -> str:
    return f"{bank_name(account.bank_bin)} {account.masked}"


def _language_of(reader: int) -> str:
    languages = User.objects.filter(pk=reader).values_list("language", flat=True)
    return languages.first() or settings.LANGUAGE_CODE


def _compose(
    email: OutgoingEmail,
    *,
    subject: str,
    sentences: list[str],
    button: str,
    path: str,
    quote: str = "",
) -> RenderedEmail | None:
    to = email_of_account(email.reader)
    if not to:
        return None
    context = {
        "subject": subject,
        "sentences": sentences,
        "quote": quote,
        "button": button,
        "url": absolute_url(path),
    }
    return compose(to=to, subject=subject, template="emails/onboarding", context=context)
