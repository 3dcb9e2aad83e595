"""E-mail addresses of accounts in one form, by constraint; and which of them was proven.

No account is lost. Where several had one address in different spellings, the proven one keeps it,
then the one that signed in last. The others, and addresses that can receive no mail, are put aside:
an account with a phone number keeps that alone, any other gets an address under `.invalid` that
spells the old one, for the staff to change. Each is named in the log.
"""

import logging
import re
from collections import defaultdict

from django.db import migrations, models

from shop.users.email import MAX_LOCAL, canonical_email, canonical_check

logger = logging.getLogger(__name__)


def unify(apps, schema_editor):
    accounts = apps.get_model("users", "User").objects.using(schema_editor.connection.alias)
    groups, aside = defaultdict(list), []
    for user in accounts.exclude(email=None).order_by("pk").iterator():
        form = canonical_email(user.email)
        (groups[form] if form else aside).append(user)
    for form, users in groups.items():
        first, *others = sorted(users, key=_claim)
        aside += others
    for user in aside:
        _put_aside(accounts, user)
    put_aside = {user.pk for user in aside}
    for form, users in groups.items():
        for user in users:
            if user.pk not in put_aside:
                proven = form if user.email_verified_at else None
                accounts.filter(pk=user.pk).update(email=form, verified_email=proven)


def _claim(user):
    """Sort whoever has the best claim to an address first."""
    seen = user.last_login.timestamp() if user.last_login else 0
    return user.email_verified_at is None, -seen, user.pk


def _put_aside(accounts, user):
    spelled = re.sub(r"[^a-z0-9.-]", lambda odd: f"={ord(odd[0]):x}", user.email.lower())
    local = f"{user.pk}.{spelled}"[:MAX_LOCAL].rstrip(".")
    instead = None if user.phone else f"{local}@dia-chi-cu.invalid"
    accounts.filter(pk=user.pk).update(email=instead, email_verified_at=None)
    logger.warning("account %s: %r was put aside, now %r", user.pk, user.email, instead)


class Migration(migrations.Migration):
    dependencies = [("users", "0004_language")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="verified_email",
            field=models.EmailField(
                blank=True, editable=False, max_length=254, null=True, verbose_name="verified e-mail"
            ),
        ),
        migrations.RunPython(unify, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=canonical_check("email", name="user_email_canonical"),
        ),
    ]
