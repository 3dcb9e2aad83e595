"""What a server loads before its first request, so that no shopper waits for it."""

import logging

from django.db import DatabaseError, connection

from catalogue.places.typeahead import suggest_communes
from search import producer_names
from search.embedded import snapshot_store

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Load what searches and the delivery form have in memory: seconds with a million products.

    The connection is closed, because the processes of a server must not share it. A database that
    is not there yet does not stop the server: the data is loaded when it is needed.
    """
    try:
        snapshot_store.load()
        producer_names.load()
        suggest_communes("hà nội", limit=1)
    except DatabaseError as error:
        logger.warning("search: nothing is loaded beforehand: %s", error)
    finally:
        connection.close()
