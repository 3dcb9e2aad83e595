"""The database's own refusal to change the log, for whoever comes by another way than ours."""

from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION certificate_log_only_grows() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'the log of certificates only grows';
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE OR REPLACE TRIGGER certificate_log_only_grows
    BEFORE UPDATE OR DELETE ON catalogue_certificatelogentry
    FOR EACH ROW EXECUTE FUNCTION certificate_log_only_grows()
    """,
)
#: Deleting stays possible on SQLite, which empties test and demonstration databases row by row;
#: verify_certificate_log finds what is missing.
_SQLITE = (
    """
    CREATE TRIGGER IF NOT EXISTS certificate_log_only_grows
    BEFORE UPDATE ON catalogue_certificatelogentry
    BEGIN
        SELECT RAISE(ABORT, 'the log of certificates only grows');
    END
    """,
)
STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are not; an empty database comes from models, which have none."""
    if "catalogue_certificatelogentry" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)
