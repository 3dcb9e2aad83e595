"""Fork of Oscar's customer: accounts in Vietnam, with wish lists and reminders.

Models and migrations stay Oscar's but for the language of a reminder.
"""

from importlib import import_module

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from oscar.apps.customer import apps as upstream

#: Modules that render e-mails; a process that sends them may never have shown a page.
RENDERERS = ("emails.account", "alerts.emails", "passwords.codes")


class CustomerConfig(upstream.CustomerConfig):
    """Our own pages only; no e-mail archive and no notifications."""

    name = "shop.customer"

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox; none of Oscar's views is needed."""
        for module in RENDERERS:
            import_module(f"shop.customer.{module}")

    def get_urls(self) -> list[URLPattern]:
        """Return the URLs under /tai-khoan/, under Oscar's names where there are some."""
        from shop.customer import urls

        for pattern in urls.private:
            pattern.callback = login_required(pattern.callback)
        patterns = [*urls.public, *urls.private]
        for pattern in patterns:
            pattern.callback = never_cache(pattern.callback)
        return self.post_process_urls(patterns)
