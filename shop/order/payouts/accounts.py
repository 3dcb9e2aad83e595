"""The account of a seller: named by an owner, waiting for a day, stopped by whoever did not mean it.

Each change locks the seller, as batches do: an account never changes while it is read for a payout.
"""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.text import tokens
from shop.mail.outbox import enqueue_email
from shop.order.emails.payout import ACCOUNT_ENDED, ACCOUNT_NAMED
from shop.order.exceptions import PayoutRefused
from shop.partner.membership import lock_as_manager
from shop.partner.models import MemberRole, Membership, Partner
from shop.payment.models import WAITING_TIME, SellerAccount
from shop.users.models import User

#: Words of legal forms, which banks shorten as they like.
_FORMS = re.compile(
    r"\b(hop tac xa|htx|lien hiep|cong ty|cty|tnhh|trach nhiem huu han|mot thanh vien|mtv|1tv|"
    r"co phan|cp|ho kinh doanh|hkd|ho san xuat|co so|doanh nghiep tu nhan|dntn|to hop tac|tht)\b"
)


@transaction.atomic
def name_account(
    *, partner: Partner, by: User, bank_bin: str, account: str, holder: str
) -> SellerAccount:
    """Write down the account that an owner names; it counts after WAITING_TIME and an earlier one until then.

    One that waited is replaced. In another name than the seller's it waits for the shop as well. All
    owners are told. Raises MembershipRefused for who is no owner any more, PayoutRefused for what
    stands there already. Call it once the second factor was asked for.
    """
    lock_as_manager(partner, by)
    moment = now()
    latest = partner.accounts.living().first()
    if latest and (latest.bank_bin, latest.account) == (bank_bin, account):
        raise PayoutRefused(_("This account stands there already."))
    partner.accounts.waiting().update(stopped_at=moment, stopped_by=by)
    named = SellerAccount.objects.create(
        partner=partner,
        bank_bin=bank_bin,
        account=account,
        holder=holder,
        named_by=by,
        named_at=moment,
        valid_from=moment + WAITING_TIME,
        needs_check=not is_name_of(holder, partner),
    )
    enqueue_email(ACCOUNT_NAMED, named.pk, _owners(partner))
    return named


@transaction.atomic
def stop_account(*, account: SellerAccount, by: User | None = None) -> bool:
    """Let an account never count again; the one before is in force then. False when it had ended.

    What was begun to it is shown to whoever sends it as not to be sent.
    """
    locked = _lock_account(account)
    if not locked.is_living:
        return False
    locked.stopped_at, locked.stopped_by = now(), by
    locked.save(update_fields=["stopped_at", "stopped_by"])
    enqueue_email(ACCOUNT_ENDED, locked.pk, [0, *_owners(locked.partner)])
    return True


@transaction.atomic
def accept_account(*, account: SellerAccount, by: User) -> bool:
    """Let an account in another name count, once its day is over; False when somebody has looked already.

    Raises PayoutRefused for whoever named it, or once it has ended.
    """
    locked = _lock_account(account)
    if locked.checked_at:
        return False
    _refuse_own(locked, by)
    locked.checked_at, locked.checked_by = now(), by
    locked.save(update_fields=["checked_at", "checked_by"])
    return True


@transaction.atomic
def refuse_account(*, account: SellerAccount, by: User, why: str) -> bool:
    """Let an account in another name never count, and tell its owners why; False when it is refused already."""
    locked = _lock_account(account)
    if locked.refused_at:
        return False
    _refuse_own(locked, by)
    if not why.strip():
        raise PayoutRefused(_("Please say why."))
    locked.refused_at, locked.refused_by, locked.reason = now(), by, why[:300]
    locked.save(update_fields=["refused_at", "refused_by", "reason"])
    enqueue_email(ACCOUNT_ENDED, locked.pk, _owners(locked.partner))
    return True


def is_name_of(holder: str, partner: Partner) -> bool:
    """Whether an account is in the seller's name as banks write it, whatever the legal form is called."""
    producer = getattr(partner, "producer", None)
    names = [partner.name, producer.name if producer else ""]
    words = _bare(holder)
    return bool(words) and words in [_bare(name) for name in names if name]


def lock_seller(partner_id: int) -> Partner:
    """Hold a seller until the end of the transaction."""
    return Partner.objects.select_for_update(no_key=True).get(pk=partner_id)


def _bare(name: str) -> list[str]:
    return _FORMS.sub(" ", " ".join(tokens(re.sub(r"[^\w\s]", " ", name)))).split()


def _lock_account(account: SellerAccount) -> SellerAccount:
    lock_seller(account.partner_id)
    return SellerAccount.objects.select_related("partner").get(pk=account.pk)


def _refuse_own(account: SellerAccount, by: User) -> None:
    if not account.is_living:
        raise PayoutRefused(_("This account has been stopped meanwhile."))
    if account.named_by_id == by.pk:
        raise PayoutRefused(_("You named it yourself; another person has to look."))


def _owners(partner: Partner) -> list[int]:
    rows = Membership.objects.filter(partner=partner, role=MemberRole.OWNER, user__is_active=True)
    return list(rows.values_list("user", flat=True))
