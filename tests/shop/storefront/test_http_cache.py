"""How long browsers and proxies may keep what the shop says: every pattern of the URLconf."""

import pytest

from catalogue.http_cache import PUBLIC
from catalogue.services.certificates import revoke_certificate
from shop.storefront.product.social_card import product_image
from tests import makers
from tests.shop.url_patterns import served_patterns

#: Addresses of communes tell nothing of certificates; translations of scripts come with a release.
TIMELESS = ("thanh-toan/noi-nhan/", "cms/jsi18n/", "cms/sprite", "django-admin/", "_util/")


@pytest.fixture
def honey(db, clock):
    return makers.product("Mật ong rừng U Minh")


@pytest.fixture
def answers(honey, client):
    """What every URL that asks for nothing but a name answers to a stranger."""
    site = served_patterns(
        {"product_slug": honey.slug, "slug": honey.producer.slug, "pk": str(honey.pk)}
    )
    client.raise_request_exception = False
    told = {
        pattern.pattern: client.get(pattern.path)
        for pattern in site
        if not pattern.pattern.startswith(TIMELESS)
    }
    return {pattern: answer for pattern, answer in told.items() if answer.status_code == 200}


def is_asked_each_time(answer) -> bool:
    said = answer.get("Cache-Control", "")
    return "max-age=0" in said or "no-cache" in said or "no-store" in said


def test_no_answer_is_repeated_without_asking(answers):
    assert len(answers) > 20
    assert [pattern for pattern in answers if not is_asked_each_time(answers[pattern])] == []


@pytest.mark.parametrize(
    "path", ["/moi-duoc-cong-nhan.rss", "/sitemap.xml", "/tim-kiem/goi-y?q=mat"]
)
def test_what_has_not_changed_is_not_sent_again(honey, client, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_feed_and_a_picture_end_with_the_certificate(honey, client):
    picture = product_image(honey).url.replace("http://testserver", "")
    feed = client.get("/moi-duoc-cong-nhan.rss")
    assert client.get(picture)["Cache-Control"] == feed["Cache-Control"] == PUBLIC
    revoke_certificate(certificate=honey.certificates.get(), ground="b", by=makers.user())
    again = client.get("/moi-duoc-cong-nhan.rss", headers={"if-none-match": feed["ETag"]})
    assert again.status_code == 200
    assert honey.title not in again.content.decode()
    assert client.get(picture).status_code in (302, 404)
