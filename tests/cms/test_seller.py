"""Standing texts name the seller of the settings, and say what is not known."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from cms.seller import fill_seller_facts


@pytest.mark.parametrize(("language", "words"), [("vi", "chưa được nhập"), ("en", "not entered")])
def test_what_is_not_entered_says_so(settings, language, words):
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"phone": ""}
    with translation.override(language):
        assert words in fill_seller_facts(mark_safe("<p>Gọi {phone}</p>"))


def test_what_is_entered_stands_in_the_text_and_cannot_break_it(settings):
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"legal_name": "Công ty <b>A&B</b>"}
    text = fill_seller_facts(mark_safe("<p>{legal_name} {khac}</p>"))
    assert text == "<p>Công ty &lt;b&gt;A&amp;B&lt;/b&gt; {khac}</p>"
