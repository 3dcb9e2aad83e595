"""Whether the whole shop takes orders, for pages: remembered with the version of what they show."""

from catalogue.clock import present_day
from search.models import SearchVersion
from shop.partner.models import ShopPause
from shop.partner.ordering_pause import open_shop_pauses


def running_shop_pause() -> ShopPause | None:
    """Return the pause in force today (Vietnam), None without one; asks nothing that was asked before."""
    pauses = open_shop_pauses(SearchVersion.current(SearchVersion.PAGES))
    return next((pause for pause in pauses if pause.is_running_on(present_day())), None)
