"""What is asked when search is measured: lists with filters, typed texts, texts half typed."""

import csv
from collections.abc import Iterator
from random import Random
from unicodedata import normalize
from urllib.parse import quote

from django.test import Client

from tests.search.golden.judge import FILE

LISTINGS = (
    "/san-pham/",
    "/san-pham/?trang=7",
    "/san-pham/?sao=4&sao=5&vung=dong-bang-song-cuu-long",
    "/san-pham/?sap_xep=gia&trang=3",
    "/san-pham/?sap_xep=-gia&con_hang=1",
    "/san-pham/?sap_xep=moi&tinh=lam-dong&tinh=dak-lak",
    "/san-pham/?nhom=thuc-pham&gia_tu=100000&gia_den=300000",
    "/san-pham/?loai=hop_tac_xa&con_hang=1&sao=4",
    "/san-pham/?tinh=ben-tre&nhom=do-uong",
    "/san-pham/?vung=dong-bang-song-hong&loai=ho_kinh_doanh&gia_den=75000",
)
ROUNDS = 12
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"}
#: Telex, VNI and slips of the finger go a longer way: nothing is found, then a correction is.
CORRECTED = ("telex", "vni", "typo")


def listings() -> list[str]:
    """Return addresses of lists, each as often as is needed for a hundredth."""
    return list(LISTINGS) * ROUNDS


def searches() -> list[str]:
    """Return every text of the golden set that is found as it was typed, in a fixed random order."""
    return _shuffled(text for kind, text in _golden() if kind not in CORRECTED)


def slips() -> list[str]:
    """Return the texts of the golden set that must be corrected first."""
    return _shuffled(text for kind, text in _golden() if kind in CORRECTED)


def half_typed() -> list[str]:
    """Return what stands in the box while those texts are typed, from two letters on."""
    stages = [text[:size] for text in searches() for size in range(2, min(len(text), 14) + 1, 3)]
    return stages[:300]


def search_page(text: str) -> str:
    """Return the address of the search for a text."""
    return f"/tim-kiem/?q={quote(text)}"


def suggestions(text: str) -> str:
    """Return the address of the suggestions for a text."""
    return f"/tim-kiem/goi-y?q={quote(text)}"


def browser() -> Client:
    """Return a visitor whose searches are counted, as a shopper's are."""
    return Client(headers=BROWSER)


def mixed() -> list[str]:
    """Return addresses as they come in at a shop: two suggestions and a list for every search."""
    typed, lists = half_typed(), listings()
    found = []
    for place, text in enumerate(searches()):
        found += [suggestions(typed[(2 * place + n) % len(typed)]) for n in (0, 1)]
        found += [search_page(text), lists[place % len(lists)]]
    return found


def _golden() -> Iterator[tuple[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            form = "NFD" if line["phenomenon"] == "nfd" else "NFC"
            yield line["phenomenon"], normalize(form, line["query"])


def _shuffled(texts: Iterator[str]) -> list[str]:
    found = list(texts)
    Random(1).shuffle(found)
    return found
