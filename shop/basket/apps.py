"""Fork of Oscar's basket: a line says why it cannot be bought, and may wait for later."""

from django.urls import URLPattern, path
from oscar.apps.basket import apps as upstream


class BasketConfig(upstream.BasketConfig):
    """Baskets whose lines know why they are blocked; lines are kept for later, codes are entered."""

    name = "shop.basket"

    def ready(self) -> None:
        """Look up only the views that have a URL here; let lines follow merged products."""
        from catalogue.signals import product_merged
        from shop.basket import code_views, saved_views, views
        from shop.basket.merged_products import move_lines

        product_merged.connect(move_lines, dispatch_uid="basket-lines")

        self.add_code_view = code_views.AddCodeView
        self.remove_code_view = code_views.RemoveCodeView
        self.summary_view = views.SummaryView
        self.count_view = views.CountView
        self.add_view = views.AddView
        self.change_view = views.ChangeView
        self.remove_view = views.RemoveView
        self.save_view = saved_views.SaveForLaterView
        self.take_back_view = saved_views.MoveToBasketView
        self.forget_view = saved_views.RemoveSavedLineView

    def get_urls(self) -> list[URLPattern]:
        """Return the basket's Vietnamese URL words."""
        urls = [
            path("", self.summary_view.as_view(), name="summary"),
            path("ma-giam-gia/", self.add_code_view.as_view(), name="add-code"),
            path("ma-giam-gia/bo/", self.remove_code_view.as_view(), name="remove-code"),
            path("so-luong", self.count_view.as_view(), name="count"),
            path("them/<int:pk>/", self.add_view.as_view(), name="add"),
            path("sua/<int:line>/", self.change_view.as_view(), name="change"),
            path("bo/<int:line>/", self.remove_view.as_view(), name="remove"),
            path("de-danh/<int:line>/", self.save_view.as_view(), name="save"),
            path("lay-lai/<int:saved>/", self.take_back_view.as_view(), name="take-back"),
            path("thoi-de-danh/<int:saved>/", self.forget_view.as_view(), name="forget"),
        ]
        return self.post_process_urls(urls)
