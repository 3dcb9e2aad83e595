"""Models and migrations agree, and the short cut of an empty database leads to the same place."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from shop.operations.management.commands.migrate import oscar_labels
from tests.house.tree import ROOT

# An index that no model asks for: Oscar moved this table between two apps and forgot it.
LEFT_OVER = ("communication_notification", ["date_sent"])
# Brings rows into order before a constraint: on an empty database there are none.
TIDY_ONLY = {("partner", "0110_whole_prices")}
FACTS = ("columns", "primary_key", "unique", "foreign_key", "check", "index")


@pytest.mark.django_db
def test_no_model_is_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_each_app_has_one_last_migration():
    assert MigrationLoader(None).detect_conflicts() == {}


@pytest.mark.django_db
def test_nothing_is_left_to_migrate():
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_our_part_of_the_laid_history_touches_no_row():
    """The short cut would leave it out."""
    ours = {
        key: migration
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in oscar_labels() and key[1] >= "0100"
    }
    by_hand = [
        key
        for key, migration in ours.items()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL)
    ]
    assert ours
    assert set(by_hand) == TIDY_ONLY


@pytest.mark.django_db
def test_the_short_cut_makes_the_tables_that_oscars_history_makes(tmp_path):
    with _empty_database(tmp_path) as (url, settings):
        subprocess.run(
            [sys.executable, "-m", "tests.house.history"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "shop.settings.test"},
            check=True,
        )
        replayed = connection.copy()
        replayed.settings_dict = settings
        try:
            assert _shape(connection) == _shape(replayed)
        finally:
            replayed.close()


@contextmanager
def _empty_database(folder):
    settings = {**connection.settings_dict, "TEST": {}}
    if connection.vendor == "sqlite":
        path = folder / "full.sqlite3"
        yield f"sqlite:///{path}", {**settings, "NAME": str(path)}
        return
    name = f"{connection.settings_dict['NAME']}_full"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield _url(settings, name), {**settings, "NAME": name}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _url(settings, name):
    host = settings["HOST"].replace("/", "%2F")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgres://{settings['USER']}{password}@{host}{port}/{name}"


def _shape(database):
    """Oscar's tables: columns with type and null, constraints by what they do, and number of rows."""
    models = [
        model
        for label in oscar_labels()
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed
    ]
    with database.cursor() as cursor:
        return {model._meta.db_table: _table(database, cursor, model) for model in models}


def _table(database, cursor, model):
    look, table = database.introspection, model._meta.db_table
    columns = {
        (column.name, look.get_field_type(column.type_code, column), column.null_ok)
        for column in look.get_table_description(cursor, table)
    }
    constraints = sorted(
        str([fact[key] for key in FACTS])
        for fact in look.get_constraints(cursor, table).values()
        if (table, fact["columns"]) != LEFT_OVER
    )
    cursor.execute(f"SELECT COUNT(*) FROM {database.ops.quote_name(table)}")  # noqa: S608
    rows = cursor.fetchone()[0]
    return {"columns": columns, "constraints": constraints, "rows": rows}
