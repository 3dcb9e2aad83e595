"""Oscar's tables of the catalogue; ours shows price and stock at once."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column, TemplateColumn
from oscar.apps.dashboard.tables import DashboardTable

from catalogue.labels import label_meter
from catalogue.models import Product

_CELL = "oscar/dashboard/catalogue/{}.html"


class ProductTable(DashboardTable):
    """Products of a seller or of the whole shop, the last changed first."""

    title = TemplateColumn(
        verbose_name=_("Product"), template_name=_CELL.format("product_row_title")
    )
    price = TemplateColumn(
        verbose_name=_("Price and stock"),
        template_name=_CELL.format("product_row_price"),
        orderable=False,
        accessor=A("pk"),
    )
    is_public = Column(
        verbose_name=_("On the site"),
        accessor=A("is_public"),
        attrs={"td": {"data-label": _("On the site")}},
    )
    label = Column(
        verbose_name=_("Label"),
        accessor=A("pk"),
        orderable=False,
        attrs={"td": {"data-label": _("Label"), "class": "text-nowrap"}},
    )
    date_updated = Column(
        verbose_name=_("Changed"),
        attrs={"td": {"data-label": _("Changed"), "class": "text-nowrap"}},
    )
    edit = TemplateColumn(
        verbose_name="",
        template_name=_CELL.format("product_row_edit"),
        orderable=False,
        accessor=A("pk"),
        attrs={"td": {"class": "go"}},
    )

    def render_is_public(self, value: bool, record: Product) -> str | Promise:
        """What an authority has taken down is not on the site, whatever the seller wishes."""
        if record.is_taken_down:
            return _("Taken down")
        return _("Yes") if value else _("No")

    def render_label(self, record: Product) -> str:
        """How much of what the law wants the label states."""
        meter = label_meter(record)
        return _("%(stated)d of %(wanted)d") % {"stated": meter.stated, "wanted": meter.wanted}

    class Meta(DashboardTable.Meta):
        model = Product
        template_name = "oscar/dashboard/table.html"
        attrs = {"class": "table rows"}
        fields = ("title", "price", "is_public", "label", "date_updated", "edit")
        order_by = "-date_updated"
