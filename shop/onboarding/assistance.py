"""Acting for a seller: only with a consent in force, and nothing is sent that is not recorded first."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalogue.clock import now, today
from catalogue.models import Producer
from catalogue.province_access import acts_for
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import AssistanceConsent, AssistedAct, Partner
from shop.partner.onboarding.assistance import LONGEST_ASSISTANCE
from shop.users.models import User

ASSIST = "partner.add_assistanceconsent"
#: Names of fields that say nothing about an act, or that nobody else is to read.
_LEFT_OUT = ("csrfmiddlewaretoken", "password", "token")
_MOST_LETTERS = 300


def may_assist(user: User, partner: Partner) -> bool:
    """Whether somebody is an official of the province of that seller's producer."""
    province = (
        Producer.objects.filter(partner=partner).values_list("province_id", flat=True).first()
    )
    return province is not None and user.has_perm(ASSIST) and acts_for(user, province)


def consent_in_force(user: User, partner_id: int) -> AssistanceConsent | None:
    """Return the consent by which an official may act for a seller today, if there is one.

    Who is no longer an official of that province acts for nobody, whatever was agreed.
    """
    rows = AssistanceConsent.objects.in_force().filter(official=user.pk, partner=partner_id)
    consent = rows.select_related("partner", "official").first()
    return consent if consent is not None and may_assist(user, consent.partner) else None


@transaction.atomic
def record_consent(
    *,
    partner: Partner,
    official: User,
    given_by: str,
    given_how: str,
    given_on: date,
    until: date,
    purpose: str,
) -> AssistanceConsent:
    """Write down who agreed that the official acts for the seller, how, when and until when.

    An earlier consent for the same two ends with it. Raises OnboardingRefused where the official
    may not act there, works there, or the days are out of order or too many.
    """
    if not may_assist(official, partner):
        raise OnboardingRefused(_("This shop front belongs to another province."))
    if partner.memberships.filter(user=official).exists():
        raise OnboardingRefused(_("You work for this shop front yourself."))
    if given_on > today():
        raise OnboardingRefused(_("This day is still to come."), "given_on")
    if not today() <= until <= today() + LONGEST_ASSISTANCE:
        text = _("Please choose a day within the next %(days)d days.")
        raise OnboardingRefused(text % {"days": LONGEST_ASSISTANCE.days}, "until")
    running = AssistanceConsent.objects.filter(partner=partner, official=official, ended_at=None)
    running.update(ended_at=now(), ended_by=official)
    try:
        with transaction.atomic():
            return AssistanceConsent.objects.create(
                partner=partner,
                official=official,
                given_by=given_by,
                given_how=given_how,
                given_on=given_on,
                until=until,
                purpose=purpose,
            )
    except IntegrityError as error:  # the second of two presses
        raise OnboardingRefused(_("This has been recorded already.")) from error


@transaction.atomic
def end_assistance(*, consent: AssistanceConsent, by: User) -> None:
    """End it at once; a second tap changes nothing."""
    rows = AssistanceConsent.objects.filter(pk=consent.pk, ended_at=None)
    rows.update(ended_at=now(), ended_by=by)


def record_act(*, consent: AssistanceConsent, page: str, path: str, sent: QueryDict) -> AssistedAct:
    """Write down what an official is about to send for the seller; files are named, not kept."""
    facts: dict[str, Any] = {
        name: [value[:_MOST_LETTERS] for value in values][:20]
        for name, values in sent.lists()
        if not any(word in name for word in _LEFT_OUT)
    }
    return AssistedAct.objects.create(
        consent=consent, page=page[:200], path=path[:255], facts=facts
    )
