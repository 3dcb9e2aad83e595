"""Replays the whole history of Oscar's apps and ours on the database of DATABASE_URL.

Apart from the rest, because half the models make the replay three times as quick.
"""

import gc

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

if __name__ == "__main__":
    django.setup()
    gc.disable()
    from shop.operations.management.commands.migrate import oscar_labels

    labels = oscar_labels()
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([leaf for leaf in leaves if leaf[0] in labels])
