"""The one snapshot of this process, as new as the version of the catalogue and the day."""

from django.conf import settings

from catalogue.clock import today
from search.embedded.snapshot import Snapshot
from search.engines import refreshing_cache
from search.engines.refreshing_cache import CatalogueVersion, RefreshingCache, StillLoading
from search.models import SearchEntry, SearchVersion

#: Behind a cluster the snapshot is seldom asked, so that it is seldom reloaded (times the seconds
#: that loading took), and the request has waited for the cluster already (seconds).
PAUSE_FACTOR, MAX_WAIT = 20.0, 0.5
#: Seconds, where the database can answer as well.
MAX_WAIT_IF_OPTIONAL = 0.2

_is_only_engine = settings.SEARCH == "embedded"


def _current_version() -> CatalogueVersion:
    return CatalogueVersion(SearchVersion.current(), today())


def _read(version: CatalogueVersion) -> Snapshot:
    return Snapshot(version.number, version.day or today())


def _is_large() -> bool:
    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) >= refreshing_cache.LARGE


_cache = RefreshingCache(
    "search-snapshot",
    _current_version,
    _read,
    is_large=_is_large,
    pause_factor=0.0 if _is_only_engine else PAUSE_FACTOR,
)


def current_snapshot() -> Snapshot:
    """Return the products in force today as the index knows them.

    Behind a cluster it raises StillLoading rather than let a shopper wait.
    """
    return _cache.get(None if _is_only_engine else MAX_WAIT)


def snapshot_if_loaded() -> Snapshot | None:
    """Return the snapshot if nobody has to wait for it; None while a large one is first loaded."""
    try:
        return _cache.get(MAX_WAIT_IF_OPTIONAL)
    except StillLoading:
        return None


def up_to_date_snapshot() -> Snapshot | None:
    """Return the snapshot if it is as new as the index, for numbers that no gate checks again."""
    snapshot = snapshot_if_loaded()
    is_up_to_date = snapshot is not None and snapshot.version == SearchVersion.current() != 0
    return snapshot if is_up_to_date else None


def load() -> None:
    """Load it now, however long that takes: a server does before its first request."""
    _cache.get()


def clear() -> None:
    """Load it again next time."""
    _cache.clear()
