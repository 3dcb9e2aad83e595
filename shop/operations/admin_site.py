"""Django's admin, where a form opened before somebody else's change writes over nothing either."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.db import connections, models
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.number_fields import PriceField, WholeNumberField

#: Django reads "1.000" in these as 1.
WHOLE_NUMBERS = (
    models.PositiveSmallIntegerField,
    models.PositiveIntegerField,
    models.PositiveBigIntegerField,
)


#: Decimals of Oscar's columns for money and percent, of which the shop has whole ones only.
MONEY_PLACES = (0, 2)


class EditConflictAdminMixin(ModelAdmin):
    """Merges the fields of one object; the rows of its inlines are edited as Django does."""

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Leave out the user names that Oscar's lists search: accounts of the shop have none."""
        fields = super().get_search_fields(request)
        return [field for field in fields if not field.endswith("__username")]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Return a field that reads whole numbers as people type them."""
        if isinstance(db_field, models.DecimalField) and db_field.decimal_places in MONEY_PLACES:
            # Past the decimals of the column, of which a field of whole đồng knows nothing.
            bounds: dict[str, Any] = {"min_value": 0, "max_value": None, "form_class": PriceField}
            return models.Field.formfield(db_field, **bounds | kwargs)
        if isinstance(db_field, WHOLE_NUMBERS) and not db_field.choices:
            return db_field.formfield(form_class=WholeNumberField, max_value=None, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """Return the form of an object that exists with what it was opened with."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            return form

        class MergedForm(EditConflictMixin, form):  # type: ignore[valid-type, misc]  # made above
            """The same fields, merged."""

        MergedForm.base_fields = form.base_fields  # with what an admin has given them
        return MergedForm

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        """Hold the row while its form is judged and written."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        database = found._state.db or "default"
        if connections[database].in_atomic_block:
            rows = self.model._base_manager.using(database).select_for_update(no_key=True)
            list(rows.filter(pk=found.pk).values_list("pk"))
            found = super().get_object(request, object_id, from_field)
        return found


class ShopAdminSite(AdminSite):
    """The site that every app registers with."""

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Register with the mixin in front."""
        base = admin_class or ModelAdmin
        merged = type(
            base.__name__, (EditConflictAdminMixin, base), {"__module__": base.__module__}
        )
        super().register(model_or_iterable, merged, **options)
