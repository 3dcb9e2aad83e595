"""What the database does by itself, by whatever way somebody comes: tables that only grow, and others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION '{refusal}';
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE OR REPLACE TRIGGER {trigger}
    BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {trigger}()
    """,
)
#: Deleting stays possible on SQLite, which empties test and demonstration databases row by row;
#: the models refuse it, and the commands that verify a log or books find what is missing.
_SQLITE = (
    """
    CREATE TRIGGER IF NOT EXISTS {trigger}
    BEFORE UPDATE ON {table}
    BEGIN
        SELECT RAISE(ABORT, '{refusal}');
    END
    """,
)
_STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def create_triggers(
    connection: BaseDatabaseWrapper, *, table: str, statements: Iterable[str]
) -> None:
    """Make triggers where the table is; an empty database comes from models, without any."""
    if table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@dataclass(frozen=True)
class AppendOnlyTable:
    """A table, the trigger that guards it, and what whoever tries to change a row is told."""

    table: str
    trigger: str
    refusal: str

    def guard(self, connection: BaseDatabaseWrapper) -> None:
        """Make the trigger where it is not yet."""
        names = {"table": self.table, "trigger": self.trigger, "refusal": self.refusal}
        statements = (each.format(**names) for each in _STATEMENTS[connection.vendor])
        create_triggers(connection, table=self.table, statements=statements)
