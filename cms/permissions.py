"""Who may edit which pages: groups, pages and picture collections. Editors see only /cms/."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from cms.models import HomePage, ProvincePage

EDITORS = "Biên tập viên"
PAGE_RIGHTS = ["change_page", "publish_page"]
IMAGE_RIGHTS = ["add_image", "change_image", "choose_image"]


def province_editors_name(province_name: str) -> str:
    """Return the name of the group that edits one province's page."""
    return f"{EDITORS} {province_name}"


@transaction.atomic
def create_editors() -> Group:
    """Make the group that edits every page and picture; running it again changes nothing."""
    group = _group(EDITORS)
    for home in HomePage.objects.all():
        _give_page(group, home, ["add_page", *PAGE_RIGHTS])
    _give_collection(group, Collection.get_first_root_node())
    return group


@transaction.atomic
def create_province_editors() -> list[Group]:
    """Make a group for each province page, with that page and one collection of pictures alone.

    Running it again changes nothing; what an administrator added by hand stays.
    """
    groups = []
    for page in ProvincePage.objects.select_related("province").order_by("slug"):
        group = _group(province_editors_name(page.province.name))
        _give_page(group, page, PAGE_RIGHTS)
        _give_collection(group, _collection(page.province.name))
        groups.append(group)
    return groups


def _group(name: str) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    access_admin = Permission.objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(access_admin)
    return group


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=name).first()
    return collection or root.add_child(name=name)


def _give_page(group: Group, page: Page, rights: list[str]) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=rights
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page.pk, permission=permission
        )


def _give_collection(group: Group, collection: Collection) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
