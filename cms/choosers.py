"""What editors may choose from the catalogue: only what shoppers may see (the gate)."""

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalogue.models import Category, Producer, Product
from catalogue.text import question, slugify_vi


def choosable(model: type[Model]) -> QuerySet:
    """Return what may be chosen of a model today; raises KeyError for a model not ours."""
    return {
        Product: lambda: Product.objects.public().select_related("producer", "province"),
        Producer: lambda: Producer.objects.filter(
            pk__in=Product.objects.public().values("producer_id")
        ).select_related("province"),
        Category: lambda: Category.objects.browsable(),
    }[model]()


class NameFilterForm(BaseFilterForm):
    """Finds by name, with or without tone marks: slugs are folded already."""

    q = forms.CharField(label=_("Name"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        """Keep the objects whose folded name holds the folded words."""
        objects = super().filter(objects)
        words = slugify_vi(question(self.cleaned_data.get("q") or ""))
        if words:
            self.is_searching, self.search_query = True, self.cleaned_data["q"]
            objects = objects.filter(slug__contains=words)
        return objects


class ListsChoosable(views.BaseChooseView):
    """Lists what may be chosen, with the columns that tell namesakes apart."""

    filter_form_class = NameFilterForm

    def get_object_list(self) -> QuerySet:
        """Return today's choices in the order of their folded names."""
        return choosable(self.model_class).order_by("slug")

    @property
    def columns(self) -> list[Column]:
        """Name, then producer and province where the model has them."""
        names = {"producer": _("Producer"), "province": _("Province")}
        return super().columns + [
            Column(name, label=label, accessor=name)
            for name, label in names.items()
            if hasattr(self.model_class, name)
        ]


class ChooseView(ListsChoosable, views.ChooseView):
    """The modal."""


class ChooseResultsView(ListsChoosable, views.ChooseResultsView):
    """The list inside the modal."""


class ChosenView(views.ChosenView):
    """One choice."""

    def get_object(self, pk: str) -> Model:
        """Return the choice; raises DoesNotExist (404) for what shoppers may not see."""
        return choosable(self.model_class).get(pk=pk)


class ChosenMultipleView(views.ChosenMultipleView):
    """Several choices at once."""

    def get_objects(self, pks: list[str]) -> QuerySet:
        """Return the choices that shoppers may see."""
        return choosable(self.model_class).filter(pk__in=pks)


class NothingCreatedView(views.CreateView):
    """What can be chosen is made elsewhere."""

    def can_create(self) -> bool:
        """Nobody creates anything of the catalogue while choosing."""
        return False


class CatalogueChooserViewSet(ChooserViewSet):
    """A chooser of what is public only."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = NothingCreatedView
    per_page = 20


product_chooser = CatalogueChooserViewSet(
    "product_chooser",
    model="catalogue.Product",
    icon="tag",
    choose_one_text=_("Choose a product"),
    choose_another_text=_("Choose another product"),
)
producer_chooser = CatalogueChooserViewSet(
    "producer_chooser",
    model="catalogue.Producer",
    icon="group",
    choose_one_text=_("Choose a producer"),
    choose_another_text=_("Choose another producer"),
)
category_chooser = CatalogueChooserViewSet(
    "category_chooser",
    model="catalogue.Category",
    icon="folder-open-inverse",
    choose_one_text=_("Choose a category"),
    choose_another_text=_("Choose another category"),
)

ProductChooserBlock = product_chooser.get_block_class("ProductChooserBlock", "cms.blocks")
ProducerChooserBlock = producer_chooser.get_block_class("ProducerChooserBlock", "cms.blocks")
CategoryChooserBlock = category_chooser.get_block_class("CategoryChooserBlock", "cms.blocks")
