"""Loading the shipped files: complete, repeatable, and right for each day."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase

from catalogue.models import (
    Category,
    ClassificationNode,
    Commune,
    Designation,
    FormerCommune,
    FormerCommuneSuccessor,
    FormerProvince,
    PlaceAlias,
    Province,
    Region,
)
from catalogue.places import resolve_origin
from catalogue.reference import load_reference

ROWS = {
    Region: 6,
    Province: 34,
    FormerProvince: 63,
    Commune: 3321,
    FormerCommune: 10040,
    ClassificationNode: 169,
    Category: 23,
}


class TestReference(TestCase):
    """One load for all that is asked of it."""

    @classmethod
    def setUpTestData(cls):
        """Load the real files."""
        cls.loaded = {each.table: each for each in load_reference()}

    def test_every_row_arrives(self):
        assert {model: model.objects.count() for model in ROWS} == ROWS
        became = FormerCommuneSuccessor.objects.values("former_commune_id").distinct()
        assert became.count() == ROWS[FormerCommune]
        dated = Designation.objects.exclude(commune=None).values("commune_id").distinct()
        assert dated.count() == ROWS[Commune]
        assert self.loaded["province"].created == 34

    def test_a_second_run_changes_nothing(self):
        newest = FormerCommuneSuccessor.objects.latest("pk").pk
        assert {(each.created, each.updated) for each in load_reference()} == {(0, 0)}
        assert FormerCommuneSuccessor.objects.latest("pk").pk == newest

    def test_what_drifted_is_brought_back_and_what_staff_added_stays(self):
        Province.objects.filter(code="86").update(name="Cửu Long")
        node = ClassificationNode.objects.get(code="2026-I.5")
        ClassificationNode.objects.filter(pk=node.pk).update(name="Trà", parent=None)
        Category.objects.filter(code="2026-I.5").update(name="Trà")
        FormerCommuneSuccessor.objects.filter(former_commune__code="00016", position=0).delete()
        Commune.objects.get(code="00004").designations.all().delete()
        PlaceAlias.objects.create(
            name="Xứ Dừa", folded="xu dua", former_province=FormerProvince.objects.get(code="83")
        )
        out = StringIO()
        call_command("load_reference", stdout=out)
        assert PlaceAlias.objects.filter(name="Xứ Dừa").exists()
        assert "province: 34" in out.getvalue()
        node.refresh_from_db()
        assert Province.objects.get(code="86").name == "Vĩnh Long"
        assert (node.name, node.parent.code) == ("Chè", "2026-I")
        assert Category.objects.get(code="2026-I.5").name == "Chè"
        became = FormerCommune.objects.get(code="00016").successions.order_by("position")
        assert [each.commune.code for each in became] == ["00004", "00008"]
        assert Commune.objects.get(code="00004").title(date(2026, 11, 21)).endswith("Ba Đình")

    def test_the_index_follows_the_tables(self):
        assert resolve_origin("", "", "Xứ Dừa").province is None
        ben_tre = FormerProvince.objects.get(code="83")
        PlaceAlias.objects.create(name="Xứ Dừa", folded="xu dua", former_province=ben_tre)
        assert resolve_origin("", "", "Xứ Dừa").province.name == "Vĩnh Long"
        with self.assertNumQueries(2):
            assert resolve_origin("", "", "xứ dừa").former_province == ben_tre

    def test_provinces_are_what_they_were_on_the_day(self):
        promoted = {"75": date(2026, 4, 30), "22": date(2026, 9, 1), "24": date(2026, 9, 20)}
        for code, day in promoted.items():
            before = date.fromordinal(day.toordinal() - 1)
            province = Province.objects.get(code=code)
            assert province.designation(before).kind == "tinh"
            assert province.designation(day).kind == "thanh_pho"
        provinces = Province.objects.prefetch_related("designations")
        assert sum(each.designation(day).kind == "thanh_pho" for each in provinces) == 9
        basis = Designation.objects.get(province__code="75", valid_until=None).legal_basis
        assert basis == "NQ 30/2026/QH16"

    def test_communes_are_what_they_were_on_the_day(self):
        counts = {}
        for day in (date(2025, 7, 1), date(2026, 11, 21)):
            communes = Commune.objects.prefetch_related("designations")
            kinds = [commune.designation(day).kind for commune in communes]
            counts[day.year] = [kinds.count(kind) for kind in ("xa", "phuong", "dac_khu")]
        assert counts == {2025: [2621, 687, 13], 2026: [2599, 709, 13]}

    def test_titles_cost_no_query_each(self):
        day = date(2026, 11, 21)
        with self.assertNumQueries(2):
            provinces = Province.objects.prefetch_related("designations")
            titles = {each.code: each.title(day) for each in provinces}
        assert titles["75"] == "thành phố Đồng Nai"
        assert titles["66"] == "tỉnh Đắk Lắk"
        assert Province.objects.get(code="75").title(date(2020, 1, 1)) == "Đồng Nai"

    def test_regions_hold_the_provinces_of_the_master_plan(self):
        counts = {region.slug: region.provinces.count() for region in Region.objects.all()}
        assert list(counts.values()) == [9, 6, 5, 6, 3, 5]
        assert Province.objects.get(code="80").region.slug == "dong-nam-bo"

    def test_categories_are_the_sectors_and_groups_in_force(self):
        roots = Category.get_root_nodes()
        assert [root.slug for root in roots] == [
            "thuc-pham",
            "do-uong",
            "duoc-lieu",
            "thu-cong-my-nghe",
            "sinh-vat-canh",
            "du-lich",
        ]
        assert [each.name for each in roots[1].get_children()] == [
            "Đồ uống có cồn",
            "Đồ uống không cồn",
        ]
        codes = set(Category.objects.values_list("code", flat=True))
        assert codes == set(ClassificationNode.objects.browsable().values_list("code", flat=True))
        assert not Category.find_problems()[0]

    def test_a_designation_is_of_one_place(self):
        for place in (
            {},
            {"province": Province.objects.first(), "commune": Commune.objects.first()},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Designation.objects.create(
                    kind="xa", name="Nơi nào", valid_from=date(2026, 1, 1), **place
                )
