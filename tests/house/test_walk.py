"""A walk through every public page: what is not certified at this moment is nowhere for sale."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from catalogue.models import Product
from catalogue.text import fold
from tests.house.walk import take_a_walk, text_of

pytestmark = pytest.mark.django_db

RESOURCE = re.compile(
    r"""<(?:script|link|img|iframe|source|form|use)\b[^>]*?\b(?:src|href|action)=["']([^"']+)"""
)
# A producer's page tells what ended, when and why: names and dates, no price and nothing to press.
PAST = re.compile(r'<div class="scroll expired-certificates".*?</table></div>', re.S)
STRICT = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="module")
def walk(laid_floor):
    """What one visitor saw."""
    return take_a_walk(laid_floor)


def test_every_page_answers(walk):
    wrong = {path: each.status_code for path, each in walk.answers.items()}
    assert {path: code for path, code in wrong.items() if code != 200} == {}
    assert all(resolve(path.split("?")[0]) for path in walk.answers)


def test_what_is_certified_is_found(walk, laid_floor):
    fresh, producer = laid_floor.fresh, laid_floor.producer
    pages = {path for path, each in walk.answers.items() if fresh.title in text_of(each)}
    wanted = {"/", "/san-pham/", "/tinh/lai-chau/", "/nhom/che/", "/en/san-pham/"}
    wanted |= {fresh.get_absolute_url(), producer.get_absolute_url()}
    wanted |= {f"/tim-kiem/?q={fold(fresh.title)}", f"/tim-kiem/goi-y?q={fresh.title}"}
    assert (wanted | {"/cau-chuyen/nguoi-giu-rung/"}) - pages == set()


def test_nothing_else_is_for_sale(walk, laid_floor):
    shown = {}
    recorded = set(Product.objects.ever_certified().values_list("pk", flat=True))
    for path, answer in walk.answers.items():
        text = PAST.sub("", text_of(answer))
        for product in laid_floor.others:
            if "/chung-nhan/" in path and product.pk in recorded:
                continue  # the public record of a certificate tells of its end
            echo = path.endswith(f"q={product.title}")  # the words typed, shown back
            if product.get_absolute_url() in text or (product.title in text and not echo):
                shown[path] = product.title
    assert shown == {}


def test_what_has_ended_is_told_and_not_sold(walk, laid_floor):
    (past,) = PAST.findall(text_of(walk.answers[laid_floor.producer.get_absolute_url()]))
    assert "Mật ong hoa bạc hà" in past
    assert "Rượu ngô men lá" not in past
    assert not re.search(r"₫|<form|<button", past)


def test_no_template_asks_the_database(walk):
    assert walk.asked == {}


def test_nothing_is_fetched_from_another_host(walk):
    strangers = {
        (path, target)
        for path, answer in walk.answers.items()
        for target in RESOURCE.findall(answer.content.decode())
        if urlsplit(target).netloc not in ("", "testserver")
    }
    assert strangers == set()


def test_the_content_policy_is_strict(walk):
    policies = {
        path: {each.strip() for each in answer.get("Content-Security-Policy", "").split(";")}
        for path, answer in walk.answers.items()
    }
    assert {path: policy for path, policy in policies.items() if STRICT - policy} == {}


def test_every_word_is_vietnamese(walk):
    assert walk.english == {}
