"""What is built is up to date and within its budget."""

import gzip
import re

import pytest
from django.core.management import CommandError, call_command

from theme.management.commands.build_theme import FILES
from theme.province_shapes import map_svg, provinces
from theme.sprite import STATIC, motifs, sprite
from theme.stylesheet import shop_css

KB = 1024


def test_the_files_in_the_repository_are_those_that_the_build_writes():
    call_command("build_theme", check=True)


def test_a_stale_file_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(FILES, tmp_path / "old.css", lambda: "new")
    with pytest.raises(CommandError, match=r"old\.css"):
        call_command("build_theme", check=True)
    assert not (tmp_path / "old.css").exists()


def test_the_stylesheet_fits_in_25_kb():
    assert len(gzip.compress(shop_css().encode())) <= 25 * KB


def test_the_script_fits_in_30_kb():
    scripts = b"".join(path.read_bytes() for path in (STATIC / "js").glob("*.js"))
    assert len(gzip.compress(scripts)) <= 30 * KB


def test_the_two_faces_fit_in_70_kb():
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 70 * KB


def test_the_sprite_draws_every_motif():
    drawn = sprite()
    for name in motifs()["glyphs"]:
        assert f'id="g-{name}"' in drawn
    assert not re.search(r'="[ABCG]"', drawn)
    assert "style=" not in drawn


def test_the_map_shows_the_34_provinces_and_both_archipelagos():
    outlines = dict(re.findall(r'<g id="p-(\d\d)">(.*)</g>', map_svg()))
    assert len(outlines) == len(provinces()) == 34
    assert "<circle" in outlines["48"]
    assert "<circle" in outlines["56"]


def test_paper_is_light_on_a_dark_screen():
    modes = re.findall(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*", shop_css())
    assert modes
    assert all("screen" in mode for mode in modes)
