"""The log for everybody: all of it can be read and checked, what is hidden stays hidden."""

import json
import subprocess
import sys

import pytest

from catalogue.certificate_log.verification import log_head
from shop.storefront.certificate.ledger import SCRIPT
from tests import makers

pytestmark = pytest.mark.django_db


def download(client, **query) -> str:
    return client.get("/chung-nhan/so-cai.jsonl", query).getvalue().decode()


def check(lines: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, SCRIPT], input=lines, capture_output=True, text=True, check=False
    )


def test_the_offered_program_finds_a_download_whole(client):
    makers.product()
    makers.product(legal_type="alcohol")
    checked = check(download(client))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert log_head().hash in checked.stdout


def test_the_offered_program_finds_a_changed_line(client):
    makers.product(stars=3)
    forged = download(client).replace('\\"stars\\":3', '\\"stars\\":5')
    assert check(forged).returncode == 1


def test_the_page_shows_the_head_and_each_entry(client):
    product = makers.product("Mật ong hoa nhãn")
    page = client.get("/chung-nhan/so-cai/").content.decode()
    assert log_head().hash in page
    assert product.title in page
    assert "verify_log.py" in page


def test_goods_hidden_by_law_leave_their_hash_alone(client):
    makers.product("Rượu mơ Yên Tử", legal_type="alcohol")
    assert "Yên Tử" not in client.get("/chung-nhan/so-cai/").content.decode()
    lines = [json.loads(line) for line in download(client).splitlines()]
    assert [line["content"] for line in lines] == [None, None]
    assert log_head().hash == lines[-1]["hash"]


def test_what_awaits_verification_is_not_published(client):
    makers.product(stars=None)
    makers.certificate(product := makers.product("Trà hoa vàng", stars=None))
    product.certificates.update(verified_at=None, verified_by=None)
    assert "Trà hoa vàng" not in client.get("/chung-nhan/so-cai/").content.decode()


def test_a_download_may_begin_at_an_entry(client):
    makers.product()
    assert len(download(client, tu="2").splitlines()) == 1
    assert len(download(client, tu="hai").splitlines()) == 2


def test_what_has_not_grown_is_not_sent_again(client):
    makers.product()
    first = client.get("/chung-nhan/so-cai.jsonl")
    first.getvalue()
    again = client.get("/chung-nhan/so-cai.jsonl", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    makers.product()
    third = client.get("/chung-nhan/so-cai.jsonl", headers={"if-none-match": first["ETag"]})
    assert third.status_code == 200
    third.getvalue()


def test_an_empty_ledger_says_so(client):
    assert "chưa có" in client.get("/chung-nhan/so-cai/").content.decode().lower()
