"""Vietnamese is whole: every word of ours is translated, and the compiled file is the written one."""

import shutil
import subprocess
import sys

import polib
import pytest

from tests.house.tree import ROOMS, ROOT

CATALOGUE = ROOT / "theme" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
NO_GETTEXT = "no gettext: apt-get install gettext"


@pytest.fixture(scope="module")
def written():
    return polib.pofile(str(CATALOGUE))


def test_every_word_is_translated(written):
    assert [entry.msgid for entry in written.untranslated_entries()] == []


def test_no_translation_is_a_guess(written):
    assert [entry.msgid for entry in written.fuzzy_entries()] == []


def test_the_compiled_file_is_up_to_date(written):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {_key(each) for each in compiled} == {
        _key(each) for each in written.translated_entries()
    }


def _key(entry):
    return entry.msgctxt, entry.msgid, entry.msgstr or tuple(entry.msgstr_plural.values())


def test_placeholders_survive_translation(written):
    broken = [
        entry.msgid
        for entry in written
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text
        and "python-format" in entry.flags
        and _holes(text) - _holes(entry.msgid + entry.msgid_plural)
    ]
    assert broken == []


def _holes(text):
    return {part.split(")")[0] for part in text.split("%(")[1:]}


@pytest.mark.skipif(not shutil.which("xgettext"), reason=NO_GETTEXT)
def test_no_word_in_the_code_is_missing_from_the_file(written, tmp_path):
    _copy_house(tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "vi", "--no-obsolete"]
    subprocess.run([*command, "--verbosity", "0"], cwd=tmp_path, check=True, capture_output=True)
    collected = polib.pofile(str(tmp_path / CATALOGUE.relative_to(ROOT)))
    known = {(entry.msgctxt, entry.msgid) for entry in written}
    assert sorted(e.msgid for e in collected if (e.msgctxt, e.msgid) not in known) == []


def _copy_house(target):
    skip = shutil.ignore_patterns("__pycache__", "static")
    for room in ROOMS:
        shutil.copytree(ROOT / room, target / room, ignore=skip)
    shutil.copy(ROOT / "manage.py", target)
