"""A shop of before keeps its outbox: the table of the app "letters" becomes that of this one."""

import importlib

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from catalogue.clock import now
from shop.mail.models import OutgoingEmail

first = importlib.import_module("shop.mail.migrations.0001_outgoing_email")


@pytest.fixture
def before(transactional_db):
    """The outbox as it stood before, with one row."""
    OutgoingEmail.objects.create(kind="order_placed", about=7, written_at=now(), due_at=now())
    with connection.schema_editor() as editor:
        editor.alter_db_table(OutgoingEmail, OutgoingEmail._meta.db_table, first.BEFORE)
    yield
    if first.BEFORE in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.alter_db_table(OutgoingEmail, first.BEFORE, OutgoingEmail._meta.db_table)


def migrate():
    migration = MigrationLoader(connection).disk_migrations["mail", "0001_outgoing_email"]
    with connection.schema_editor() as editor:
        migration.operations[0].database_forwards(
            "mail", editor, ProjectState(), _state_after(migration)
        )


def _state_after(migration) -> ProjectState:
    state = ProjectState()
    migration.operations[0].state_forwards("mail", state)
    return state


def test_its_rows_are_still_there(before):
    migrate()
    assert OutgoingEmail.objects.get().about == 7
    assert first.BEFORE not in connection.introspection.table_names()


@pytest.mark.django_db
def test_what_referred_to_the_model_refers_to_it_still():
    ContentType.objects.filter(app_label="mail").delete()
    kind = ContentType.objects.create(app_label="letters", model="letter")
    permission = kind.permission_set.create(codename="change_letter", name="Can change letter")
    first.adopt_content_type(apps, None)
    ContentType.objects.clear_cache()
    permission.refresh_from_db()
    assert permission.content_type == ContentType.objects.get_for_model(OutgoingEmail)
    assert permission.codename == "change_outgoingemail"
