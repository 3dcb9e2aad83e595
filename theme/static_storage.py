"""Static files as a visitor fetches them: named by their content, compressed, scripts minified."""

from typing import Any

from django.core.files.base import ContentFile, File
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

SCRIPTS = "theme/js/"


def is_own_script(name: str) -> bool:
    """Whether the file is a script of the shop; what comes from others is minified by them."""
    return name.startswith(SCRIPTS) and name.endswith(".js") and ".min." not in name


class MinifiedManifestStorage(CompressedManifestStaticFilesStorage):
    """Leaves out comments and indentation of the shop's scripts when they are collected.

    Style sheets are joined and minified by build_theme. The name of a script still follows from
    its source, so it changes whenever the source does.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        if is_own_script(name.replace("\\", "/")):
            source = content.read()
            text = source.decode() if isinstance(source, bytes) else source
            content = ContentFile(jsmin(text).encode())
        return super()._save(name, content)  # type: ignore[misc]  # of a class made by a mixin
