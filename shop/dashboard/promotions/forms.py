"""What people type to make a promotion: only kinds that the shop knows, in days of Vietnam."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM
from catalogue.day_fields import DayField
from catalogue.models import Product
from catalogue.number_fields import PriceField, WholeNumberField
from catalogue.text import question, slugify_vi
from shop.dashboard.certificates.forms import TextField
from shop.dashboard.promotions.selection import MAKES_ALL, PromotionFilter
from shop.partner.access import partners_of
from shop.partner.models import Partner
from shop.promotion.models import Bearer, PromotionKind
from shop.promotion.services import LONGEST_CODE, PromotionDraft
from shop.users.models import User

#: Products that the form lists at once; whoever may promote more finds them by their names.
MOST_PRODUCTS = 200


class PromotionFilterForm(forms.Form):
    """The list's filter; what it does not know is the first one."""

    show = forms.ChoiceField(choices=PromotionFilter.choices, required=False)

    def value(self) -> str:
        """Return the filter, the first where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


class SellerField(forms.ModelChoiceField):
    """Names sellers as the shop does."""

    def label_from_instance(self, obj: Partner) -> str:
        return obj.display_name


class PromotionForm(forms.Form):
    """A promotion, its days included: the first from 0:00, the last until midnight."""

    name = TextField(label=_("Name, as buyers read it"), max_length=128)
    kind = forms.ChoiceField(label=_("What it gives"), choices=PromotionKind.choices)
    percent = WholeNumberField(label=_("Percent off"), min_value=1, max_value=100, required=False)
    amount = PriceField(label=_("Amount off, in đồng"), required=False)
    code = TextField(
        label=_("Code"),
        max_length=LONGEST_CODE * 2,
        required=False,
        help_text=_("Letters and digits. Empty: it counts for everybody."),
    )
    partner = SellerField(label=_("Seller"), queryset=Partner.objects.none(), required=False)
    find = TextField(
        label=_("Find goods to choose from"),
        max_length=100,
        required=False,
        help_text=_("Words of their names or of the producer; what is ticked stays."),
    )
    products = forms.ModelMultipleChoiceField(
        label=_("Only these products"),
        queryset=Product.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "no-widget-init"}),
        help_text=_("None chosen: all goods that the law allows."),
    )
    bearer = forms.ChoiceField(label=_("Who bears it"), choices=Bearer.choices)
    minimum = PriceField(
        label=_("Goods for at least, in đồng"), required=False, help_text=_("Empty: any sum.")
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    max_uses = WholeNumberField(
        label=_("Orders at most"), min_value=1, required=False, help_text=_("Empty: no limit.")
    )
    max_uses_per_buyer = WholeNumberField(
        label=_("Orders of one buyer at most"),
        min_value=1,
        required=False,
        help_text=_("A guest is known by e-mail and phone. Empty: no limit."),
    )
    terms = TextField(
        label=_("Terms, as buyers read them"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        partners = partners_of(user, sees_all=MAKES_ALL)
        self._offer_products(partners)
        seller: Any = self.fields["partner"]
        seller.queryset = partners
        if not user.has_perm(MAKES_ALL):
            self.own = list(partners[:2])
            seller.required, seller.empty_label = True, None
            if len(self.own) == 1:
                del self.fields["partner"]
            del self.fields["bearer"]
        else:
            seller.empty_label = _("The whole shop")
            seller.help_text = _("A promotion of the whole shop is borne by the shop.")

    def _offer_products(self, partners: QuerySet[Partner]) -> None:
        """List all goods where they are few, else those found and those ticked already."""
        goods = Product.objects.filter(stockrecords__partner__in=partners)
        chosen: Any = self.fields["products"]
        if goods.count() <= MOST_PRODUCTS:
            del self.fields["find"]
            chosen.queryset = goods.distinct().order_by("title", "pk")
            return
        keys = [key for key in self._typed("products") if key.isdecimal() and len(key) < 19]
        ticked = goods.filter(pk__in=keys)
        seller, slug = self._typed("partner")[0], slugify_vi(question(self._typed("find")[0]))
        if seller.isdecimal() and len(seller) < 19:
            goods = goods.filter(stockrecords__partner=int(seller))
        named = _has_words("slug", slug) | _has_words("producer__slug", slug)
        found = goods.filter(named) if slug else goods.none()
        offered = {*found.order_by("title", "pk").values_list("pk", flat=True)[:MOST_PRODUCTS]}
        offered |= set(ticked.values_list("pk", flat=True))
        chosen.queryset = Product.objects.filter(pk__in=offered).order_by("title", "pk")

    def _typed(self, name: str) -> list[str]:
        """What stands in a field of the form as it was sent, or is shown again; never empty."""
        source = self.data if self.is_bound else self.initial
        values = source.getlist(name) if isinstance(source, QueryDict) else source.get(name, [])
        return [str(value) for value in ([values] if isinstance(values, str) else values)] or [""]

    def draft(self) -> PromotionDraft:
        """Return what was typed as the service wants it."""
        facts = self.cleaned_data
        kind = facts["kind"]
        values = {
            PromotionKind.PERCENTAGE: facts.get("percent"),
            PromotionKind.AMOUNT: facts.get("amount"),
        }
        partner = facts.get("partner") if "partner" in self.fields else self.own[0]
        return PromotionDraft(
            name=facts["name"],
            kind=kind,
            value=int(values.get(kind) or 0),
            code=facts["code"],
            partner=partner,
            products=list(facts.get("products") or ()),
            bearer=facts.get("bearer", Bearer.SELLER),
            minimum=int(facts.get("minimum") or 0),
            starts_at=datetime.combine(facts["first_day"], time.min, VIETNAM),
            ends_at=datetime.combine(facts["last_day"] + timedelta(days=1), time.min, VIETNAM),
            max_uses=facts.get("max_uses"),
            max_uses_per_buyer=facts.get("max_uses_per_buyer"),
            terms=facts["terms"],
        )

    def refuse(self, errors: dict[str, list[str]]) -> None:
        """Show what the service refused beside the field it stands in."""
        value = "amount" if self.cleaned_data.get("kind") == PromotionKind.AMOUNT else "percent"
        places = {"value": value, "ends_at": "last_day"}
        for name, messages in errors.items():
            field = places.get(name, name)
            for message in messages:
                self.add_error(field if field in self.fields else None, message)


def _has_words(column: str, slug: str) -> Q:
    """Whether a slug has these whole words: in Vietnamese each is one syllable."""
    return (
        Q(**{column: slug})
        | Q(**{f"{column}__startswith": f"{slug}-"})
        | Q(**{f"{column}__endswith": f"-{slug}"})
        | Q(**{f"{column}__contains": f"-{slug}-"})
    )
