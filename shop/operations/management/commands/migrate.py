"""Django's migrate, with a short cut for an empty database."""

import gc
from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from oscar.core.application import OscarConfig

from catalogue.certificate_log.entries import LOG_TABLE
from shop.order.invoices.models import ITEM_TABLE
from shop.partner.triggers import record_prices
from shop.payment.ledger import LEDGER_TABLE


class Command(Migrate):
    """Creates the tables of an empty database in seconds; Django's own command for any other.

    Oscar's history is 130 migrations over a hundred related models; replaying it on empty tables
    costs a minute of rendering old models and leaves the same schema as today's models. A test
    compares the two databases, so the short cut cannot drift.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the tables when there are none, let Django do what is left, make the triggers."""
        connection = connections[options["database"]]
        whole = not (options["app_label"] or options["plan"] or options["check_unapplied"])
        if whole and not connection.introspection.table_names():
            gc.disable()
            try:
                create_tables_from_models(connection)
            finally:
                gc.enable()
        super().handle(*args, **options)
        if whole:
            LOG_TABLE.guard(connection)
            LEDGER_TABLE.guard(connection)
            ITEM_TABLE.guard(connection)
            record_prices(connection)


def oscar_labels() -> set[str]:
    """Return the labels of Oscar's apps and our forks; search has a history of its own, and short."""
    return {
        config.label
        for config in apps.get_app_configs()
        if isinstance(config, OscarConfig) and config.label != "search"
    }


def create_tables_from_models(connection: BaseDatabaseWrapper) -> None:
    """Migrate what needs nothing of Oscar's, make Oscar's tables from today's models, record them.

    Only for a database without tables. What Oscar's migrations do to rows is left out: there are
    none. What builds on Oscar's tables is left to the ordinary command.
    """
    labels = oscar_labels()
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    leaves = graph.leaf_nodes()
    plan = [
        step for step in executor.migration_plan(leaves) if _needs_no_label(graph, step, labels)
    ]
    executor.migrate(leaves, plan)
    executor = MigrationExecutor(connection)
    with connection.schema_editor() as editor:
        for label in sorted(labels):
            for model in apps.get_app_config(label).get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        executor.migrate([leaf for leaf in leaves if leaf[0] in labels], fake=True)


def _needs_no_label(graph: MigrationGraph, step: tuple[Migration, bool], labels: set[str]) -> bool:
    node = (step[0].app_label, step[0].name)
    return all(parent[0] not in labels for parent in graph.forwards_plan(node))
