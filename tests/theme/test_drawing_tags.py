"""Drawings kept in memory are those that the component writes."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from theme.covers import weave

COVER = weave(slug="che", world="dong-nam-bo", glyph="", number=7)


def drawn(tag: str, **context) -> str:
    return Template("{% load drawing_tags %}{% drawn " + tag + " %}").render(Context(context))


@pytest.mark.parametrize("debug", [True, False])
def test_a_drawing_is_what_its_component_writes(settings, debug):
    settings.DEBUG = debug
    for _again in range(2):
        text = drawn('"components/cover.html" cover=cover', cover=COVER, shape="wide")
        assert text == render_to_string("components/cover.html", {"cover": COVER})


def test_two_languages_have_two_drawings():
    texts = set()
    for language in ("vi", "en"):
        with translation.override(language):
            texts.add(drawn('"components/seal.html" stars=5'))
    assert len(texts) == 2


def test_what_is_given_is_escaped():
    place = {"slug": '"><b>', "name": "<i>", "chosen": False}
    text = render_to_string("components/place_options.html", {"places": (place,)})
    assert "<b>" not in text
    assert "<i>" not in text
