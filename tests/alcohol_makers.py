"""Makers of alcoholic products and of visitors who have declared their age."""

from datetime import date

from django.test import Client

from catalogue.models import Product
from catalogue.models.label import LabelItem
from catalogue.services.labels import state_label
from tests import makers

LICENCE = "số 01/GP-MH (minh họa)"
GROWN_UP = {"name": "Nguyễn Thị Sáu", "born_on": "25/12/1990"}


def spirit(title: str = "Rượu ngô Bắc Hà", *, strength: str = "29,5% vol", **facts) -> Product:
    """A certified alcoholic product; `strength` is what its label states, empty for nothing."""
    made = makers.product(title, legal_type="alcohol", **facts)
    if strength:
        state_label(product=made, texts={LabelItem.ALCOHOL: strength})
    return Product.objects.get(pk=made.pk)


def adult_client(**facts) -> Client:
    """A visitor who has declared to be of age in this session."""
    visitor = Client()
    answer = visitor.post("/do-tuoi/", GROWN_UP | facts)
    assert answer.status_code == 302, answer.content.decode()
    return visitor


def born(years: int, *, days: int = 0) -> str:
    """The birth date, as typed, of somebody who turns `years` in `days` days from today."""
    day = makers.today()
    birthday = date(day.year - years, day.month, day.day).toordinal() + days
    return f"{date.fromordinal(birthday):%d/%m/%Y}"
