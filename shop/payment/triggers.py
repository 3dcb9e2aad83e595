"""The database's own refusal to change the ledger, for whoever comes by another way than ours."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "payment_ledgerentry"
_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION payment_ledger_only_grows() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger of payments only grows';
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE OR REPLACE TRIGGER payment_ledger_only_grows
    BEFORE UPDATE OR DELETE ON payment_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION payment_ledger_only_grows()
    """,
)
#: Deleting stays possible on SQLite, which empties test and demonstration databases row by row;
#: the model refuses it, and reconcile_payments finds an order without its money.
_SQLITE = (
    """
    CREATE TRIGGER IF NOT EXISTS payment_ledger_only_grows
    BEFORE UPDATE ON payment_ledgerentry
    BEGIN
        SELECT RAISE(ABORT, 'the ledger of payments only grows');
    END
    """,
)
STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def guard_ledger(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are not; an empty database comes from models, which have none."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)
