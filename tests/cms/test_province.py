"""Province pages stand at the province's own address and nowhere else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.models import ProvincePage, province_text
from tests import makers


def test_a_page_takes_the_address_of_its_province(tree):
    assert tree.lai_chau.get_url() == "/tinh/lai-chau/"


def test_another_address_is_refused(tree):
    tree.lai_chau.slug = "tay-bac"
    with pytest.raises(ValidationError) as refusal:
        tree.lai_chau.save_revision().publish()
    assert "lai-chau" in str(refusal.value)


def test_a_province_has_one_page(tree):
    twin = ProvincePage(
        title="Lai Châu 2", slug="lai-chau", province=tree.lai_chau.province, intro="x"
    )
    with pytest.raises(ValidationError):
        tree.provinces.add_child(instance=twin)
    with transaction.atomic(), pytest.raises(IntegrityError):
        ProvincePage.objects.filter(pk=tree.son_la.pk).update(province=tree.lai_chau.province)


def test_the_text_is_plain_and_rendered(tree):
    text = province_text(tree.lai_chau.province)
    assert text.intro == "Đất và người."
    assert text.known_for == ["mật ong", "chè"]
    assert "<p>Đồi và sông.</p>" in text.body


def test_unwritten_and_unpublished_pages_have_no_text(tree):
    assert province_text(makers.province("Huế", code="46")) is None
    tree.lai_chau.unpublish()
    assert province_text(tree.lai_chau.province) is None


def test_the_index_shows_every_province_with_its_count(tree, client, clock):
    makers.product("Mật ong Pa Ủ", province=tree.lai_chau.province)
    answer = client.get("/tinh/")
    assert answer.status_code == 200
    (region,) = answer.context["all"]["regions"]
    counts = {tile.name: tile.count for tile in region.provinces}
    assert counts["Lai Châu"] == region.product_count == 1
    assert counts["Sơn La"] == 0
