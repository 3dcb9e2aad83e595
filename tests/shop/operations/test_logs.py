"""The laptop's log: pages and failures, nothing else."""

import logging

import pytest

from shop.operations.logs import PageAndErrorFilter


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ('"GET /san-pham/ HTTP/1.1" 200 5120', 200, True),
        ('"GET /static/theme/css/shop.css HTTP/1.1" 200 5120', 200, False),
        ('"GET /media/a.webp HTTP/1.1" 304 0', 304, False),
        ('"GET /static/missing.css HTTP/1.1" 404 12', 404, True),
        ("- Broken pipe from ('127.0.0.1', 50100)", None, False),
    ],
)
def test_what_is_told(line, status, told):
    record = logging.makeLogRecord({"msg": line} | ({"status_code": status} if status else {}))
    assert PageAndErrorFilter().filter(record) is told
