"""Oscar's formset of stock records, which takes a form that says it has none."""

from oscar.apps.dashboard.catalogue.formsets import StockRecordFormSet as UpstreamStockRecordFormSet


class StockRecordFormSet(UpstreamStockRecordFormSet):
    """Chooses the only partner of a seller in the first form, if there is a first."""

    def set_initial_data(self) -> None:
        """Do nothing where the form that was sent counts no stock record; it is refused later."""
        if self.forms:
            super().set_initial_data()
