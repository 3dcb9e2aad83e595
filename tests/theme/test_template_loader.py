"""What a template's layout becomes on its way to a visitor."""

from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.house.tree import TEMPLATES
from theme.template_loader import without_layout


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("<ul>\n  <li>\n    tea\n  </li>\n</ul>\n", "<ul><li>tea</li></ul>"),
        ("<p>\n  red\n  <b>tea</b>\n</p>", "<p>red\n<b>tea</b></p>"),
        ("<b>red</b>\n\n  <b>tea</b>", "<b>red</b>\n<b>tea</b>"),
        ("{{ red }}\n  {{ tea }}", "{{ red }}\n{{ tea }}"),
        (
            "{% load i18n %}\n{# context: tea #}\n<b>tea</b>\n",
            "{% load i18n %}{# context: tea #}<b>tea</b>",
        ),
        (
            "<p>{% if tea > 2 %}\n  tea\n{% endif %}</p>",
            "<p>{% if tea > 2 %}\ntea\n{% endif %}</p>",
        ),
        ("red\n{% if tea %}\n  tea\n{% endif %}\nhot", "red\n{% if tea %}tea{% endif %}\nhot"),
        ("red{% if tea %}\n  tea\n{% endif %}, hot", "red{% if tea %}\ntea\n{% endif %}, hot"),
        (
            "red\n{% for _ in tea %}\n  tea\n{% endfor %}",
            "red\n{% for _ in tea %}\ntea\n{% endfor %}",
        ),
        ("red  <b>tea</b>", "red  <b>tea</b>"),
    ],
    ids=[
        "blocks",
        "words",
        "inline",
        "values",
        "silent",
        "conditions",
        "lines of a condition",
        "glued condition",
        "loop",
        "spaces in a line",
    ],
)
def test_a_line_break_is_a_space_or_nothing(source, sent):
    assert without_layout(source) == sent


def test_a_tag_stands_on_one_line():
    source = '<a\n  class="tea"\n  {% if red > 2 %}hidden{% endif %}\n  href="/">tea</a>'
    assert (
        without_layout(source)
        == '<a class="tea" {% if red > 2 %}hidden{% endif %} href="/">tea</a>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "<b>{% blocktranslate %}\n  red\n  tea\n{% endblocktranslate %}</b>",
        '<b title="{% blocktranslate %}\n  red\n{% endblocktranslate %}">tea</b>',
        "<b>{% verbatim %}\n  {{ tea }}\n{% endverbatim %}</b>",
        "<b>x</b><pre>\n  red\n\n  tea</pre>",
        "<b>x</b><textarea rows=2>\n\n  tea</textarea>",
    ],
    ids=["message", "message in a tag", "verbatim", "pre", "textarea"],
)
def test_what_has_to_arrive_as_written_does(source):
    assert without_layout(source) == source


@pytest.mark.parametrize("name", ["components/card.html", "emails/frame.html"])
def test_templates_of_the_shop_come_without_their_layout(name):
    written = (TEMPLATES / name).read_text(encoding="utf-8")
    assert get_template(name).template.source == without_layout(written) != written


@pytest.mark.parametrize(
    "name", ["emails/signature.txt", "oscar/dashboard/partials/form_field.html"]
)
def test_plain_text_and_the_templates_of_others_stay_as_written(name):
    template = get_template(name)
    assert template.template.source == Path(template.origin.name).read_text(encoding="utf-8")
