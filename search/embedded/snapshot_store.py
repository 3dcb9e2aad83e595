"""The one snapshot of this process, as new as the version of the catalogue and the day."""

from django.conf import settings

from catalogue.clock import today
from search.embedded.snapshot import Snapshot
from search.engines import refreshing_cache
from search.engines.refreshing_cache import Held, Stamp, StillReading
from search.models import SearchEntry, SearchVersion

#: Behind a cluster it is asked seldom, so that it is renewed seldom (times of what reading takes),
#: and who asks has waited for the cluster already (seconds).
REST, PATIENCE = 20.0, 0.5
#: Where the database can answer as well, no longer than that.
AT_HAND = 0.2

_alone = settings.SEARCH == "embedded"


def _stamp() -> Stamp:
    return Stamp(SearchVersion.current(), today())


def _many() -> bool:
    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) >= refreshing_cache.MANY


_held = Held(
    "search-snapshot",
    _stamp,
    lambda stamp: Snapshot(*stamp),
    many=_many,
    rest=0.0 if _alone else REST,
)


def current() -> Snapshot:
    """Return the products in force today as the index knows them.

    Behind a cluster it raises StillReading rather than let a shopper wait.
    """
    return _held.current(None if _alone else PATIENCE)


def at_hand() -> Snapshot | None:
    """Return the same where nobody has to wait for it; None while a large one is first read."""
    try:
        return _held.current(AT_HAND)
    except StillReading:
        return None


def fresh() -> Snapshot | None:
    """Return the same if it is as new as the index itself, for what no gate looks at again."""
    known = at_hand()
    return known if known and known.version == SearchVersion.current() != 0 else None


def read() -> None:
    """Read it now, however long that takes: a server does before its first request."""
    _held.current()


def forget() -> None:
    """Read anew next time."""
    _held.forget()
