"""The rules for alcohol that the database is asked: who may see it, and when it may be sold.

In Python they are catalogue.policies.is_hidden_by_law() and alcohol_refusal().
"""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce

from catalogue.audience import Audience
from catalogue.models.label import LabelItem, LabelStatement

#: By LegalType, which stands above in catalogue.models.product.
ALCOHOL = "alcohol"
#: What is for adults alone: it is seen after a declaration of age (NĐ 24/2020 Đ.6).
ADULT_TYPES = (ALCOHOL,)


def hidden_types(audience: Audience) -> tuple[str, ...]:
    """Return the kinds of goods that the law keeps from an audience."""
    return () if audience is Audience.ADULT else ADULT_TYPES


def unsold_alcohol() -> Q:
    """Alcohol that this shop may not sell: without its licence all, else what states no strength."""
    alcohol = Q(legal_type=ALCOHOL)
    return alcohol & ~Q(Exists(_strengths())) if settings.ALCOHOL_LICENCE else alcohol


def strength_on_label() -> BaseExpression:
    """What the label of a product says of alcohol, empty for nothing."""
    text = Subquery(_strengths().values("text")[:1])
    return Coalesce(text, Value(""), output_field=TextField())


def _strengths() -> QuerySet[LabelStatement]:
    return LabelStatement.objects.filter(product=OuterRef("pk"), item=LabelItem.ALCOHOL)
