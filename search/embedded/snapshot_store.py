"""The snapshots of this process, one an audience, as new as the catalogue's version and the day."""

from functools import partial

from django.conf import settings

from catalogue.audience import Audience
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


def _read(version: CatalogueVersion, audience: Audience) -> Snapshot:
    return Snapshot(version.number, version.day or today(), audience)


def _is_large() -> bool:
    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) >= refreshing_cache.LARGE


#: That of adults is read when the first of them asks.
_caches = {
    audience: RefreshingCache(
        name,
        _current_version,
        partial(_read, audience=audience),
        is_large=_is_large,
        pause_factor=0.0 if _is_only_engine else PAUSE_FACTOR,
    )
    for audience, name in (
        (Audience.PUBLIC, "search-snapshot"),
        (Audience.ADULT, "search-snapshot-adult"),
    )
}


def current_snapshot(audience: Audience = Audience.PUBLIC) -> Snapshot:
    """Return the products that an audience may see today as the index knows them.

    Behind a cluster it raises StillLoading rather than let a shopper wait.
    """
    return _caches[audience].get(None if _is_only_engine else MAX_WAIT)


def snapshot_if_loaded(audience: Audience = Audience.PUBLIC) -> Snapshot | None:
    """Return the snapshot if nobody has to wait for it; None while a large one is first loaded."""
    try:
        return _caches[audience].get(MAX_WAIT_IF_OPTIONAL)
    except StillLoading:
        return None


def up_to_date_snapshot(audience: Audience = Audience.PUBLIC) -> Snapshot | None:
    """Return the snapshot if it is as new as the index, for numbers that no gate checks again."""
    snapshot = snapshot_if_loaded(audience)
    is_up_to_date = snapshot is not None and snapshot.version == SearchVersion.current() != 0
    return snapshot if is_up_to_date else None


def load() -> None:
    """Load that of everybody now, however long it takes: a server does before its first request."""
    _caches[Audience.PUBLIC].get()


def clear() -> None:
    """Load them again next time."""
    for cache in _caches.values():
        cache.clear()
