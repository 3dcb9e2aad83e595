"""Fork of Oscar's basket: a line says why it cannot be bought."""

from django.urls import path
from oscar.apps.basket import apps as upstream


class BasketConfig(upstream.BasketConfig):
    """Baskets whose lines know why they are blocked; no saved baskets and no voucher pages."""

    name = "shop.basket"

    def ready(self):
        """Look up only the views that have an address here."""
        from shop.basket import views

        self.summary_view = views.SummaryView
        self.add_view = views.AddView
        self.change_view = views.ChangeView
        self.remove_view = views.RemoveView

    def get_urls(self):
        """Return the basket's Vietnamese URL words."""
        urls = [
            path("", self.summary_view.as_view(), name="summary"),
            path("them/<int:pk>/", self.add_view.as_view(), name="add"),
            path("sua/<int:line>/", self.change_view.as_view(), name="change"),
            path("bo/<int:line>/", self.remove_view.as_view(), name="remove"),
        ]
        return self.post_process_urls(urls)
