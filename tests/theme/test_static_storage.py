"""Scripts are written for people and collected for browsers."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from theme.sprite import STATIC

SCRIPTS = sorted(path.name for path in (STATIC / "js").glob("*.js"))
OWN = [name for name in SCRIPTS if ".min." not in name]


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    """The folder of the collected scripts."""
    settings.STATIC_ROOT = str(tmp_path)
    backend = {"BACKEND": "theme.static_storage.MinifiedManifestStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "theme" / "js"


def test_scripts_are_collected_without_comments_and_indentation(collected):
    for name in OWN:
        named = Path(staticfiles_storage.stored_name(f"theme/js/{name}")).name
        text = (collected / named).read_text(encoding="utf-8")
        assert "\n  " not in text
        assert "\n//" not in text


def test_scripts_of_others_stay_as_they_came(collected):
    others = set(SCRIPTS) - set(OWN)
    assert others
    for name in others:
        assert (collected / name).read_bytes() == (STATIC / "js" / name).read_bytes()
