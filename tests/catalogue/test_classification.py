"""The classification: three versions, one map to 2026, and flags that the law hangs on sets."""

from django.test import TestCase

from catalogue.models import ClassificationNode
from catalogue.reference.classification import FLAGS, load_classification


class TestClassification(TestCase):
    """One load for all that is asked of it."""

    @classmethod
    def setUpTestData(cls):
        """Load the real file."""
        load_classification()
        cls.nodes = {
            node.code: node
            for node in ClassificationNode.objects.select_related(
                "parent", "sector", "group", "successor"
            )
        }

    def test_the_tree_in_force_counts_as_the_decision_says(self):
        current = ClassificationNode.objects.current()
        levels = [current.filter(level=level).count() for level in ("nganh", "nhom", "phan_nhom")]
        assert levels == [6, 17, 16]
        numbers = current.sets().order_by("set_number").values_list("set_number", flat=True)
        assert list(numbers) == list(range(1, 27))

    def test_every_leaf_leads_to_one_set_at_most(self):
        for node in ClassificationNode.objects.current().sets():
            assert node.parent.children.count() == 1

    def test_older_nodes_lead_to_the_version_in_force(self):
        older = [node for node in self.nodes.values() if node.version != 2026]
        dropped = {node.code for node in older if node.current is None}
        assert dropped == {"2019-III.3"}
        assert all(node.current.version == 2026 for node in older if node.current)
        assert all(node.current is node for node in self.nodes.values() if node.version == 2026)

    def test_what_moved_between_versions_is_followed(self):
        moved = {
            "2019-V.1": "2026-S22",
            "2019-V": "2026-IV.2",
            "2019-I.3.e": "2026-S08",
            "2019-IV.2": "2026-S21",
            "2019-VI.1": "2026-S26",
            "2023-S19": "2026-S19",
            "2023-I.3.b": "2026-I.3.b",
        }
        assert {code: self.nodes[code].current.code for code in moved} == moved

    def test_ancestors_are_at_hand_and_include_the_node(self):
        node = self.nodes["2026-S06"]
        assert (node.sector.code, node.group.code) == ("2026-I", "2026-I.3")
        assert self.nodes["2026-I"].sector == self.nodes["2026-I"]
        assert self.nodes["2026-I"].group is None
        assert self.nodes["2026-I.3"].group == self.nodes["2026-I.3"]

    def test_flags_stand_on_the_sets_that_the_law_names(self):
        flagged = {
            flag: {node.set_number for node in self._sets() if getattr(node, flag)}
            for flag in FLAGS
        }
        assert flagged == {
            "alcohol": {14, 15},
            "functional_food": {18},
            "medicine": {18},
            "cosmetics": {19},
            "live_goods": {23, 24, 25},
            "service": {26},
        }

    def test_flags_follow_across_versions(self):
        for node in self.nodes.values():
            if node.current is not None:
                own = [getattr(node, flag) for flag in FLAGS]
                assert own == [getattr(node.current, flag) for flag in FLAGS], node.code

    def test_pages_have_addresses_of_their_own(self):
        slugs = list(ClassificationNode.objects.browsable().values_list("slug", flat=True))
        assert len(slugs) == len(set(slugs)) == 23
        assert {"thuc-pham", "duoc-lieu", "che", "ca-phe-ca-cao", "du-lich"} <= set(slugs)

    def _sets(self):
        return [node for node in self.nodes.values() if node.level == "bo" and node.version == 2026]
