"""What PostgreSQL's planner believes of how many rows a table has."""

from django.db import connection
from django.db.models import Model


def refresh_statistics(*models: type[Model]) -> None:
    """Have the tables of these models counted anew, also within a transaction; PostgreSQL only.

    A table that the autovacuum saw empty stays empty to the planner until the transaction that fills
    it ends: joins of thousands of rows are then planned for one, and take hours.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
