"""One walk through every public page, and what was seen on the way."""

import json
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from catalogue.models import ClassificationNode, Region
from catalogue.text import fold
from tests.house.conftest import FRESH, HIDDEN, SPOILED

LOCATION = re.compile(r"<loc>(.*?)</loc>")
# Tags of rooms that own the data may ask for it; nothing else may inside a template.
ASKING_TAGS = (
    "templatetags/cms_tags.py",
    "templatetags/delivery_tags.py",
    "templatetags/home_tags.py",
    "templatetags/review_tags.py",
    "templatetags/checkout_tags.py",
)


@dataclass
class Walk:
    """Answers by path, queries made while a template was rendered, words that were English."""

    answers: dict = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)


def take_a_walk(floor) -> Walk:
    """Fetch every public path once, as a new visitor."""
    walk, client = Walk(), Client()
    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(_watch(walk)):
        _listen(walk, patch)
        for path in public_paths(floor, client):
            walk.here = path
            walk.answers[path] = client.get(path, follow=True)
    return walk


def public_paths(floor, client) -> list[str]:
    """The sitemap's paths, each node's own, the lists, the searches, and some in English."""
    parts = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    mapped = [each for part in parts for each in LOCATION.findall(_read(client, part))]
    found = {urlsplit(unescape(location)).path for location in mapped}
    found |= {"/moi-duoc-cong-nhan.rss"}
    found |= {f"/nhom/{node.slug}/" for node in ClassificationNode.objects.browsable()}
    found |= {f"/vung/{region.slug}/" for region in Region.objects.all()}
    found |= {"/", "/kiem-tra-sao/", "/gio-hang/", "/robots.txt", "/tai-khoan/dang-nhap/"}
    found |= {"/cau-chuyen/", "/tinh/", f"/tinh/{floor.province.slug}/", "/tai-khoan/dang-ky/"}
    found |= {"/don-hang/tra-cuu/", "/en/don-hang/tra-cuu/"}
    found |= {*_lists(), *_searches(), "/en/", "/en/san-pham/", "/en/gio-hang/"}
    return sorted(found)


def _read(client, part: str) -> str:
    return client.get(urlsplit(part).path).content.decode()


def _lists() -> Iterator[str]:
    yield "/san-pham/"
    for key, values in {
        "sap_xep": ["lien_quan", "moi", "gia", "-gia", "sao"],
        "sao": ["3", "4", "5"],
        "tinh": ["lai-chau", "khong-co"],
        "nhom": ["che", "khong-co"],
        "loai": ["hop_tac_xa"],
        "con_hang": ["1"],
        "gia_tu": ["1", "-5", "x"],
        "trang": ["1", "2", "0", "99999999999999999999"],
    }.items():
        yield from (f"/san-pham/?{key}={value}" for value in values)


def _searches() -> Iterator[str]:
    for title in [FRESH, *SPOILED, *HIDDEN]:
        for words in (title, fold(title), title.split()[0]):
            yield f"/tim-kiem/?q={words}"
            yield f"/tim-kiem/goi-y?q={words}"


def text_of(answer) -> str:
    """The page as a reader sees it: JSON with its letters, HTML without its references."""
    text = answer.content.decode()
    if "json" in answer["Content-Type"]:
        return json.dumps(json.loads(text), ensure_ascii=False)
    return unescape(text)


def _watch(walk: Walk):
    """Note the queries that are made while a node of a template is rendered."""

    def ask(execute, sql, params, many, context):
        stack = traceback.extract_stack()
        if any(frame.name == "render_annotated" for frame in stack) and not any(
            frame.filename.endswith(ASKING_TAGS) for frame in stack
        ):
            walk.asked.setdefault(walk.here, sql[:200])
        return execute(sql, params, many, context)

    return ask


def _listen(walk: Walk, patch) -> None:
    """Note the words that have no Vietnamese."""

    def traced(real, key):
        def translate(*words):
            message = key(*words)
            known = trans_real.catalog()._catalog.get(message)
            if (
                not known
                and translation.get_language() == "vi"
                and re.search("[A-Za-z]{2}", message)
            ):
                walk.english.setdefault(message, walk.here)
            return real(*words)

        return translate

    keys = {"gettext": lambda message: message, "pgettext": "{}\x04{}".format}
    for name, key in keys.items():
        patch.setattr(translation._trans, name, traced(getattr(translation._trans, name), key))
