"""The style guide shows every component to the staff, and to nobody else."""

import re

import pytest

from tests import makers
from tests.house.tree import TEMPLATES
from theme.styleguide.views import CHAPTERS, FRAME

pytestmark = pytest.mark.django_db

GUIDE = "/phong-cach/"


@pytest.fixture
def page(client):
    """The guide as the staff sees it."""
    client.force_login(makers.user(is_staff=True))
    answer = client.get(GUIDE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_component_is_on_it(page):
    shown = set(re.findall(r'data-component="([a-z_]+)"', page))
    assert shown | set(FRAME) == {path.stem for path in (TEMPLATES / "components").glob("*.html")}


def test_every_state_says_something(page):
    silent = [
        (example.component, shown.name)
        for _, examples in CHAPTERS
        for example in examples
        for shown in example.render(None)
        if not shown.markup.strip()
    ]
    assert silent == []


def test_the_covers_of_the_34_provinces_are_on_it(page):
    lists = re.findall(r"<ul[^>]* data-covers>(.*?)</ul>", page, re.S)
    assert sum(each.count("<li>") for each in lists) == 34


def test_robots_are_told_to_leave_it(page):
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(("asked", "mode"), [("sang", "light"), ("toi", "dark"), ("x", "")])
def test_it_is_seen_in_either_mode(client, asked, mode):
    client.force_login(makers.user(is_staff=True))
    body = client.get(GUIDE, {"mau": asked}).content.decode()
    assert (f'<body class="mode-{mode}">' in body) == bool(mode)


@pytest.mark.parametrize("signed_in", [True, False])
def test_to_anybody_else_there_is_no_such_page(client, signed_in):
    if signed_in:
        client.force_login(makers.user())
    assert client.get(GUIDE).status_code == 404
