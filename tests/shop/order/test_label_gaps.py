"""No order without the buyer's word for what labels do not state, where that is asked."""

import pytest

from catalogue.models import LabelItem
from catalogue.services.labels import state_label
from shop.order.exceptions import LabelGapsNotAccepted, OrderChanged
from shop.order.quote import make_quote
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


def test_what_the_label_lost_since_the_review_is_looked_over_again(place, settings):
    settings.LABEL_GATE = "ask"
    item = makers.product()
    state_label(product=item, texts={LabelItem.INGREDIENTS: "Đường"})
    basket = makers.basket(item)
    reviewed = make_quote(basket=basket, delivery=deliver_to(place.commune)).fingerprint
    state_label(product=item, texts={LabelItem.INGREDIENTS: ""})
    with pytest.raises(OrderChanged):
        place(basket, reviewed=reviewed, label_gaps_accepted=True)


def test_no_caller_orders_without_the_buyers_word(place, settings):
    settings.LABEL_GATE = "ask"
    with pytest.raises(LabelGapsNotAccepted):
        place(makers.basket(makers.product()))
