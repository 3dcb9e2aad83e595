"""Standing texts name the seller of the settings, and say what is not known."""

import pytest
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalogue.labels import label_gate_rule
from catalogue.models.label_rule import LabelGate
from cms.seller import fill_seller_facts
from tests.cms.test_links import standing_page


@pytest.mark.parametrize(("language", "words"), [("vi", "chưa được nhập"), ("en", "not entered")])
def test_what_is_not_entered_says_so(settings, language, words):
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"phone": ""}
    with translation.override(language):
        assert words in fill_seller_facts(mark_safe("<p>Gọi {phone}</p>"))


def test_what_is_entered_stands_in_the_text_and_cannot_break_it(settings):
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"legal_name": "Công ty <b>A&B</b>"}
    text = fill_seller_facts(mark_safe("<p>{legal_name} {khac}</p>"))
    assert text == "<p>Công ty &lt;b&gt;A&amp;B&lt;/b&gt; {khac}</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("step", LabelGate.values)
def test_the_page_of_rules_prints_the_rule_on_labels_that_the_code_follows(
    tree, client, settings, step
):
    settings.LABEL_GATE = step
    for slug in ("quy-che-hoat-dong", "doi-tra"):
        standing_page(tree, "Một trang", slug)
    rule = escape(label_gate_rule())
    assert rule in client.get("/quy-che-hoat-dong/").content.decode()
    assert rule not in client.get("/doi-tra/").content.decode()
