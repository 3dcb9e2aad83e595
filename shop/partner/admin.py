"""Oscar's admin of partner; price and stock are typed as everywhere else."""

from django import forms
from django.contrib import admin
from oscar.apps.partner.admin import *
from oscar.apps.partner.admin import StockRecordAdmin as UpstreamStockRecordAdmin

from shop.partner.forms import StockNumbersMixin
from shop.partner.models import StockRecord


class StockRecordAdminForm(StockNumbersMixin, forms.ModelForm):
    """The admin says which fields."""


admin.site.unregister(StockRecord)


@admin.register(StockRecord)
class StockRecordAdmin(UpstreamStockRecordAdmin):  # type: ignore[no-redef]  # in its place
    form = StockRecordAdminForm
