"""One idea, one template, one style sheet of the same name; nothing but tokens, nothing unused."""

import re
from pathlib import Path

import oscar
import pytest

from tests.house.tree import ROOMS, ROOT, TEMPLATES, short
from theme.management.commands.build_theme import FILES
from theme.sprite import motifs

STYLES = ROOT / "theme" / "static" / "theme" / "css"
SCRIPTS = ROOT / "theme" / "static" / "theme" / "js"
SHEETS = sorted((STYLES / "components").glob("*.css"))
# Sheets of whole pages, whose markup stands in the templates of those pages.
PAGES = {
    "account": "Oscar's own pages, in Bootstrap's class names",
    "star_check": "the star check and its place on the front page",
    "auth": "signing in, signing up and looking an order up",
    "filters": "the list beside its facets, and the sheet of the phone",
    "related_products": "what a story leads to",
    "hero": "the head of the front page",
    "page_jump": "the leap to a part of a page of results",
    "order": "basket, order and orders",
    "place": "a province or a region",
    "product": "the two columns of a product",
    "receipt": "the receipt to print",
    "record": "the public record of a certificate, and the ledger",
    "reviews": "the reviews of a product and of an order",
    "season": "what is ripe now, on the front page",
    "story": "a story and every longer text",
    "suggestions": "what combobox.js draws under a field",
    "transfer": "the page of a transfer by QR",
    "worlds": "colours of the regions, written by build_theme",
}
PUT_TOGETHER = ("shade-", "seal-")  # a template adds the number
# Templates without a look of their own.
BARE = {
    "htmx": "stands in the head of a page",
    "place_options": "are options of a select",
    "meta_tags": "stands in the head of a page",
    "card_row": "is a heading over cards",
    "thread_form": "is a form of the usual fields",
    "untranslated": "is a notice with words of its own",
}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)\(", re.I)
SPACE = re.compile(r"(?:margin|padding)(?:-[a-z-]+)?|(?:row-|column-)?gap")
STEP = re.compile(r"(?<![\w.-])-?\d*\.?\d+(?:px|rem)\b")
DECLARATION = re.compile(r"(?<![\w-])([a-z-]+):\s?([^;{}]+?)(?=\s*[;}])")
CLASS = re.compile(r"\.(-?[a-z_][\w-]*)", re.I)
CONTEXT = re.compile(r"{# context:|{% comment %}\s*context:")
WORD = re.compile(r"[\w-]+")


def test_every_template_has_its_sheet_and_every_sheet_its_template():
    templates = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    sheets = {path.stem for path in SHEETS}
    assert sheets - set(PAGES) == templates - set(BARE)
    assert (set(PAGES) - sheets, set(BARE) - templates) == (set(), set())


def test_every_template_names_what_it_is_given():
    silent = [
        short(path)
        for path in (TEMPLATES / "components").glob("*.html")
        if path.stem not in BARE and not CONTEXT.search(path.read_text(encoding="utf-8"))
    ]
    assert silent == []


@pytest.mark.parametrize("sheet", SHEETS, ids=[path.stem for path in SHEETS])
def test_a_sheet_takes_colours_type_and_space_from_the_tokens(sheet):
    if sheet.stem == "worlds":
        return
    text = _bare(sheet)
    raw = set(COLOUR.findall(text))
    for name, value in DECLARATION.findall(text):
        sized = SPACE.fullmatch(name) or name in ("font", "font-size")
        value = re.sub(r"var\([^)]*\)(?:/\d+px)?", "", value)  # a line may be as high as its box
        if sized and STEP.search(value):
            raw.add(f"{name}: {value}")
    assert raw == set()


def test_every_token_used_is_defined_and_every_token_is_used():
    joined = FILES.keys() - {STYLES / "components" / "worlds.css"}
    texts = {path: _bare(path) for path in STYLES.rglob("*.css") if path not in joined}
    everything = "".join(texts.values()) + (ROOT / "theme" / "sprite.py").read_text()
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", everything))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", everything)) - defined == set()
    tokens = set(re.findall(r"(--[a-z0-9-]+)\s*:", texts[STYLES / "tokens.css"]))
    guide = (TEMPLATES / "styleguide").rglob("*.html")
    used = everything + "".join(path.read_text(encoding="utf-8") for path in guide)
    assert {token for token in tokens if f"var({token})" not in used} == set()


def test_no_rule_is_for_nobody():
    """A class that no template, script or module writes has no business in a sheet."""
    written = set(WORD.findall("".join(_sources())))
    nobody = {
        f"{path.stem}: .{name}"
        for path in SHEETS
        if path.stem != "worlds"
        for name in CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", _bare(path)))
        if name not in written and not name.startswith(PUT_TOGETHER)
    }
    assert nobody == set()


def test_every_icon_asked_for_is_drawn():
    asked = re.compile(r"{% icon \"([a-z-]+)\" %}")
    names = {name for path in TEMPLATES.rglob("*.html") for name in asked.findall(path.read_text())}
    assert names - set(motifs()["icons"]) == set()


def _bare(path: Path) -> str:
    """The sheet without comments and addresses."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"url\([^)]*\)", "", text)


def _sources() -> list[str]:
    """Whatever may write a class name: our templates, scripts and modules, and Oscar's templates."""
    oscar_templates = Path(oscar.__file__).parent / "templates" / "oscar"
    files = [*TEMPLATES.rglob("*.html"), *SCRIPTS.glob("*.js"), *oscar_templates.rglob("*.html")]
    files += [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in files]
