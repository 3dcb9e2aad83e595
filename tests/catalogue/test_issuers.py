"""Who issued a certificate is said in the reader's language where the wording is known."""

import pytest
from django.utils import translation

from catalogue.issuers import local_dates_note, local_issuer, parted_note

ISSUERS = {
    "Bộ Nông nghiệp và Môi trường": "Ministry of Agriculture and Environment",
    "Bộ Nông nghiệp và Phát triển nông thôn": "Ministry of Agriculture and Rural Development",
    "Ủy ban nhân dân tỉnh Trà Vinh": "People's Committee of Trà Vinh province",
    "UBND tỉnh Trà Vinh": "People's Committee of Trà Vinh province",
    "Ủy ban nhân dân thành phố Cần Thơ": "People's Committee of Cần Thơ city",
    "Ủy ban nhân dân huyện Yên Bình": "People's Committee of Yên Bình rural district",
    "Ủy ban nhân dân thị xã Sa Pa": "People's Committee of Sa Pa town",
    "Ủy ban nhân dân cấp huyện: Can Lộc, tỉnh Hà Tĩnh": (
        "People's Committee at district level: Can Lộc, Hà Tĩnh province"
    ),
    "Ủy ban nhân dân cấp huyện, tỉnh Hà Tĩnh": (
        "People's Committee at district level, Hà Tĩnh province"
    ),
}


@pytest.mark.parametrize(("stored", "english"), ISSUERS.items())
def test_an_issuer_is_named_in_english(stored, english):
    with translation.override("en"):
        assert local_issuer(stored) == english
    with translation.override("vi"):
        assert local_issuer(stored) == stored


@pytest.mark.parametrize("stored", ["", "Hội đồng OCOP", "Sở Công Thương (Ủy ban nhân dân tỉnh)"])
def test_what_nobody_knows_stays_as_it_was_written(stored):
    with translation.override("en"):
        assert local_issuer(stored) == stored


def test_a_note_is_said_in_english_sentence_by_sentence():
    note = "Nguồn chỉ nêu năm 2024. Cơ quan cấp suy theo quy định lúc đó. Bản giấy ở Sở."
    with translation.override("en"):
        assert local_dates_note(note) == (
            "The source names the year 2024 only. "
            "The issuer follows from the rules of that time. Bản giấy ở Sở."
        )
    assert local_dates_note(note) == note


@pytest.mark.parametrize(
    ("note", "of_dates", "of_issuer"),
    [
        (
            "Nguồn chỉ nêu năm 2024. Cơ quan cấp suy theo quy định lúc đó.",
            "Nguồn chỉ nêu năm 2024.",
            "Cơ quan cấp suy theo quy định lúc đó.",
        ),
        ("Bản giấy ở Sở.", "Bản giấy ở Sở.", ""),
        ("", "", ""),
    ],
)
def test_a_note_is_parted_into_dates_and_issuer(note, of_dates, of_issuer):
    assert parted_note(note) == (of_dates, of_issuer)
