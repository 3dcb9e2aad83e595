"""Taking in a bank's statement, and what a person says of its columns."""

from collections.abc import Mapping
from hashlib import sha256

from django.core.files.base import File
from django.db import transaction

from catalogue.clock import now
from catalogue.register.files.columns import heading_key
from catalogue.slugs import write_anew_if_taken
from shop.payment.models import BankLayout, BankStatement, StatementState
from shop.payment.transfer.columns import signature_of
from shop.users.models import User


def receive_statement(*, file: File, name: str, by: User) -> tuple[BankStatement, bool]:
    """Keep a statement for the worker; the very same file leads to where it is, with False."""
    file.seek(0)
    digest = sha256(file.read()).hexdigest()
    return write_anew_if_taken(lambda: _keep_statement(file, digest, name, by))


def _keep_statement(file: File, digest: str, name: str, by: User) -> tuple[BankStatement, bool]:
    """The row comes first: whoever sends the same file in the same moment leaves no second one."""
    earlier = BankStatement.objects.filter(sha256=digest).first()
    if earlier is not None:
        return earlier, False
    statement = BankStatement.objects.create(
        name=name[:200], sha256=digest, uploaded_by=by, uploaded_at=now()
    )
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else "bin"
    file.seek(0)
    statement.file.save(f"{digest[:16]}.{ending[:5]}", file)
    return statement, True


@transaction.atomic
def explain_columns(*, statement: BankStatement, columns: Mapping[str, str], by: User) -> None:
    """Remember what each heading stands for, for this file and all of its layout; read it anew."""
    headings = [heading for _number, heading, _column in statement.understood]
    BankLayout.objects.update_or_create(
        signature=signature_of(headings),
        defaults={
            "columns": {heading_key(heading): column for heading, column in columns.items()},
            "remembered_by": by,
            "remembered_at": now(),
        },
    )
    BankStatement.objects.filter(pk=statement.pk).update(
        state=StatementState.RECEIVED, attempts=0, held_until=None, error=""
    )
