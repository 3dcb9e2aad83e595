"""Oscar's history stays upstream; ours begins at 0100 and Oscar is pinned exactly."""

from oscar.apps.payment import migrations as upstream

__path__ = [*__path__, *upstream.__path__]
