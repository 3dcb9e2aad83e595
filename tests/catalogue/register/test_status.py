"""Where an entry stands: derived on the day, in a sentence for people."""

from datetime import date

import pytest

from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.register.importing import import_register
from catalogue.register.status import EntryReason, entry_status, with_status
from catalogue.services.certificates import revoke_certificate, submit_certificate
from tests import makers

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture
def entry(books, register, row):
    """The entry of a row with these facts, imported."""

    def make(**facts):
        import_register(register(row(**facts)))
        return with_status(RegisterEntry.objects).get()

    return make


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Được chứng nhận đến hết ngày 01/01/2027 (ít nhất)."),
        ({"certified_year": "2022"}, "Giấy chứng nhận hết hạn trong năm 2025."),
        (
            {"certified_year": "2023"},
            "Được công nhận trong năm 2023, chưa rõ ngày: giấy chứng nhận hết hạn trong năm 2026.",
        ),
        ({"certified_year": "2026"}, "Nguồn không chứng tỏ được công nhận ngày nào"),
        ({"decision": "12/QĐ-UBND (05/03/2024)"}, "Được chứng nhận đến hết ngày 05/03/2027."),
        ({"stars": "2"}, "Được chấm dưới 3\xa0sao: hạng này không được cấp giấy chứng nhận."),
        ({"stars": ""}, "Có tên trong sổ bộ nhưng nguồn không nêu hạng sao."),
        ({"stars": "tiem_nang_5"}, "“Tiềm năng 5\xa0sao”: chờ Trung ương quyết định"),
        ({"certified_year": ""}, "Nguồn không chứng tỏ được công nhận ngày nào"),
        ({"province_at_certification": "Xứ Lạ"}, "Không nhận ra tỉnh mà nguồn nêu."),
        ({"stars": "9"}, "Dòng sổ bộ có giá trị không hợp lệ."),
        ({"product_name": "Thuốc ho", "group": "duoc_lieu"}, "thuốc chỉ bán tại nhà thuốc"),
        ({"product_name": "Homestay", "group": "du_lich"}, "không nhận đặt dịch vụ tham quan"),
    ],
)
def test_sentences(entry, facts, sentence):
    assert sentence in entry_status(entry(**facts), TODAY).sentence


def test_it_changes_with_the_day_and_not_with_the_row(entry):
    row = entry(issued_not_before="2023-05-17", issued_not_after="2023-07-24", evidence="Báo")
    days = [
        *(date(2023, 5, 16), date(2023, 5, 17), date(2023, 7, 23), date(2023, 7, 24)),
        *(date(2026, 5, 17), date(2026, 5, 18), date(2026, 7, 24), date(2026, 7, 25)),
    ]
    assert [entry_status(row, day).reason for day in days] == [
        *(EntryReason.NOT_YET_VALID, EntryReason.UNCERTAIN, EntryReason.UNCERTAIN),
        *(EntryReason.ON_SALE, EntryReason.ON_SALE),
        *(EntryReason.UNCERTAIN, EntryReason.UNCERTAIN, EntryReason.EXPIRED),
    ]


def test_stars_are_those_of_a_certificate_in_force(entry):
    row = entry()
    assert entry_status(row, TODAY).stars == 4
    assert entry_status(row, date(2028, 1, 1)).stars is None


def test_revoked_says_when_and_why(entry):
    entry()
    revoke_certificate(
        certificate=Certificate.objects.get(), ground="c", by=makers.user(), on=date(2026, 10, 1)
    )
    status = entry_status(with_status(RegisterEntry.objects).get(), TODAY)
    assert status.reason == EntryReason.REVOKED
    assert "01/10/2026" in status.sentence
    assert status.stars is None


def test_hidden_by_the_shop(entry):
    entry()
    Product.objects.update(is_public=False)
    assert (
        entry_status(with_status(RegisterEntry.objects).get(), TODAY).reason
        == EntryReason.WITHDRAWN
    )


def test_a_submitted_certificate_is_none_yet(db):
    product = makers.product(stars=None)
    submit_certificate(
        product=product, stars=4, issuer_level="province", valid_from=TODAY, by=makers.user()
    )
    entry = RegisterEntry.objects.create(key="k", product_name="Chè", product=product, stars="4")
    assert entry_status(entry, TODAY).reason == EntryReason.UNVERIFIED


def test_without_the_prefetch_it_says_the_same(entry):
    row = entry()
    assert entry_status(RegisterEntry.objects.get(), TODAY) == entry_status(row, TODAY)
