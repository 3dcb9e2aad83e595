"""Files that no web server hands out: scans of certificates, uploads that wait for their form."""

import os
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages

ALIAS = "private"
#: Folders of the public storage that were private by a rule of the proxy alone.
ONCE_PUBLIC = ("certificates",)


class PrivateStorage(FileSystemStorage):
    """The folder PRIVATE_ROOT; a view opens what it may show, there is no URL.

    Only the server's own user may read it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, **options}
        )

    # Properties, so that a test can move the folder.
    @property
    def base_location(self) -> str:
        return os.fspath(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        """Raise ValueError: nothing here has a URL."""
        raise ValueError("A private file has no URL.")


def private_storage() -> Storage:
    """Return the storage for fields of models."""
    return storages[ALIAS]


def take_private(folder: str) -> list[str]:
    """Move a folder of the public storage into the private one and return the names moved.

    Each file is copied whole before the public one is deleted, so a run that is cut off loses
    nothing and the next one goes on. A name that is taken already keeps its private file.
    """
    private, moved = private_storage(), []
    for name in _names(folder):
        size = default_storage.size(name)
        if private.exists(name) and private.size(name) != size:
            private.delete(name)
        if not private.exists(name):
            with default_storage.open(name) as file:
                private.save(name, file)
        default_storage.delete(name)
        moved.append(name)
    return moved


def _names(folder: str) -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    names = [f"{folder}/{file}" for file in files]
    return names + [name for inner in folders for name in _names(f"{folder}/{inner}")]
