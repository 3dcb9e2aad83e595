"""The seller's page of money: whose it is, files, nonsense."""

import pytest

from tests.reading import as_read

pytestmark = pytest.mark.django_db


def path_of(partner) -> str:
    return f"/nguoi-ban/{partner.pk}/tien/"


@pytest.mark.parametrize("query", [{}, {"ky": "x"}, {"ky": "1999-01", "dinh-dang": "doc"}])
def test_the_page_opens_with_nothing_sold_and_with_nonsense(owner, partner, query):
    page = as_read(owner.get(path_of(partner), query))
    assert "Hôm nay cửa hàng còn phải trả bạn" in page
    assert "0\xa0₫" in page


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_statement_is_taken_along(owner, partner, kind, start):
    answer = owner.get(path_of(partner), {"dinh-dang": kind})
    assert answer.content.startswith(start)
    assert f'.{kind}"' in answer["Content-Disposition"]


def test_packers_and_strangers_see_no_money(packer, stranger, partner):
    for browser in (packer, stranger):
        for query in ({}, {"dinh-dang": "pdf"}, {"dinh-dang": "xlsx"}):
            assert browser.get(path_of(partner), query).status_code == 404
