"""Keeping an accepted file until the rest of its form is right."""

from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalogue.account import User
from catalogue.models.upload import FOLDER, PendingUpload
from catalogue.private_storage import private_storage

KEPT_FOR = timedelta(days=1)
#: A form holds a handful; more than this is nobody's form.
MOST_FOR_ONE = 40
#: Of all who have no account together: some 1 MB each.
MOST_WITHOUT_OWNER = 200


@transaction.atomic
def keep_upload(*, owner: User | None, file: File, name: str, thumb: str = "") -> PendingUpload:
    """Keep an accepted file for its owner for a day; what is older goes, and the most of one.

    Without an owner it is for whoever holds its token.
    """
    pending = PendingUpload(owner=owner, name=name[:200], thumb=thumb, created_at=timezone.now())
    file.seek(0)
    pending.file.save(str(file.name), ContentFile(file.read()), save=False)
    pending.save()
    file.seek(0)
    forget_pending()
    own = PendingUpload.objects.filter(owner=owner).order_by("-created_at", "-pk")
    most = MOST_FOR_ONE if owner else MOST_WITHOUT_OWNER
    _forget(PendingUpload.objects.filter(pk__in=list(own.values_list("pk", flat=True)[most:])))
    return pending


def find_pending(*, owner: User | None, token: str) -> PendingUpload | None:
    """Return what this person's form has kept under a token; nobody else's."""
    since = timezone.now() - KEPT_FOR
    return PendingUpload.objects.filter(owner=owner, token=token, created_at__gte=since).first()


def forget_pending() -> int:
    """Delete what nobody came back for within a day, and say how many."""
    return _forget(PendingUpload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR))


def forget_pending_files() -> int:
    """Delete files whose rows went with their owner's account, and say how many."""
    storage, named = private_storage(), set(PendingUpload.objects.values_list("file", flat=True))
    try:
        files = [f"{FOLDER}/{file}" for file in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    since = timezone.now() - KEPT_FOR
    orphans = [n for n in files if n not in named and storage.get_modified_time(n) < since]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


@transaction.atomic
def _forget(uploads: QuerySet[PendingUpload]) -> int:
    files = [upload.file for upload in uploads]
    uploads.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)
    return len(files)
