"""Oscar's category tree: the sectors and groups of the classification in force."""

from catalogue.models import Category, ClassificationNode
from catalogue.models.classification import ClassificationLevel
from catalogue.reference.sync import Loaded, table


def load_categories() -> Loaded:
    """One category per sector and, below it, per group; found again by the node's code."""
    present = {category.code: category for category in Category.objects.all()}
    nodes = list(ClassificationNode.objects.browsable().select_related("parent"))
    created = [node for node in nodes if node.code not in present]
    updated = [node for node in nodes if node not in created and _differs(present[node.code], node)]
    for node in sorted(created, key=_sector_first):
        present[node.code] = _add(node, present)
    for node in updated:
        Category.objects.filter(code=node.code).update(name=node.name, slug=node.slug)
    return Loaded(table(Category), len(nodes), len(created), len(updated))


def _add(node: ClassificationNode, present: dict[str | None, Category]) -> Category:
    """A new category at the end of its level."""
    facts = {"name": node.name, "slug": node.slug, "code": node.code}
    if node.parent is None:
        return Category.add_root(**facts)
    return present[node.parent.code].add_child(**facts)


def _differs(category: Category, node: ClassificationNode) -> bool:
    """Whether the category still carries an older name or address."""
    return (category.name, category.slug) != (node.name, node.slug)


def _sector_first(node: ClassificationNode) -> tuple[bool, int]:
    """Parents before their children, in the order of the decision."""
    return node.level != ClassificationLevel.SECTOR, node.position
