"""Templates of the shop show plain objects: no query, no inline script or style, no stranger's host."""

import re

import pytest
from django.template.loader import get_template

from tests.house.tree import ROOT, TEMPLATES, public_templates, short

PUBLIC = public_templates()
NAMES = [str(path.relative_to(TEMPLATES)) for path in PUBLIC]
LOOKUPS = re.compile(r"\.(all|filter|exclude|exists|order_by|select_related|objects)")
TAGS = re.compile(r"{[{%](.*?)[%}]}", re.S)
INLINE = [
    re.compile(r"<style\b", re.I),
    re.compile(r"\sstyle\s*=", re.I),
    re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.I),
    re.compile(r"\son[a-z]+\s*=", re.I),
    re.compile(r"javascript:", re.I),
]
HOST = re.compile(r"(?:https?:)?//(?!www\.w3\.org/|schema\.org)[a-z0-9.-]+\.[a-z]{2,}", re.I)
HOSTED = (".html", ".css", ".js", ".svg")
LICENCE = re.compile(r"/\*.*?\*/|<!--.*?-->", re.S)


@pytest.fixture(params=PUBLIC, ids=NAMES)
def template(request):
    return request.param.read_text(encoding="utf-8")


def test_it_asks_the_database_nothing(template):
    asked = [tag.strip() for tag in TAGS.findall(template) if LOOKUPS.search(tag)]
    assert asked == []


@pytest.mark.parametrize("path", PUBLIC, ids=NAMES)
def test_it_holds_no_inline_script_or_style(path):
    if "emails" in path.parts:
        return  # e-mails are read where no style sheet reaches
    text = path.read_text(encoding="utf-8")
    assert [rule.pattern for rule in INLINE if rule.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_parses(name):
    assert get_template(name)


def test_nothing_is_fetched_from_another_host():
    files = [*TEMPLATES.rglob("*.html"), *(ROOT / "theme" / "static").rglob("*")]
    strangers = {
        short(path): found
        for path in files
        if path.suffix in HOSTED
        and (found := HOST.findall(LICENCE.sub("", path.read_text(encoding="utf-8"))))
    }
    assert strangers == {}


def test_the_shop_has_one_html_element():
    whole = [
        short(path)
        for path in PUBLIC
        if "<html" in path.read_text(encoding="utf-8") and not {"emails", "files"} & set(path.parts)
    ]
    assert whole == ["theme/templates/bare.html", "theme/templates/base.html"]
