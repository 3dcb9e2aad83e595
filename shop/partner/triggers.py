"""The database writes down every price itself, whoever changes it: a form, an import, a bulk update."""

from django.db.backends.base.base import BaseDatabaseWrapper

from catalogue.triggers import create_triggers

TABLE = "partner_pricerecord"
_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION partner_record_price() RETURNS trigger AS $$
    BEGIN
        INSERT INTO partner_pricerecord (stockrecord_id, price, at)
        VALUES (NEW.id, NEW.price, clock_timestamp());
        RETURN NULL;
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE OR REPLACE TRIGGER partner_price_given
    AFTER INSERT ON partner_stockrecord
    FOR EACH ROW WHEN (NEW.price IS NOT NULL) EXECUTE FUNCTION partner_record_price()
    """,
    """
    CREATE OR REPLACE TRIGGER partner_price_changed
    AFTER UPDATE OF price ON partner_stockrecord
    FOR EACH ROW WHEN (NEW.price IS DISTINCT FROM OLD.price)
    EXECUTE FUNCTION partner_record_price()
    """,
)
_SQLITE_INSERT = """
    INSERT INTO partner_pricerecord (stockrecord_id, price, at)
    VALUES (NEW.id, NEW.price, strftime('%Y-%m-%d %H:%M:%f', 'now'));
"""
_SQLITE = (
    f"""
    CREATE TRIGGER IF NOT EXISTS partner_price_given
    AFTER INSERT ON partner_stockrecord WHEN NEW.price IS NOT NULL
    BEGIN {_SQLITE_INSERT} END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS partner_price_changed
    AFTER UPDATE OF price ON partner_stockrecord WHEN NEW.price IS NOT OLD.price
    BEGIN {_SQLITE_INSERT} END
    """,
)
STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def record_prices(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are not; a table that SQLite makes anew has lost them."""
    create_triggers(connection, table=TABLE, statements=STATEMENTS[connection.vendor])
