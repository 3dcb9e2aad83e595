"""What the documentation says of the tree is true: links, paths, commands, words, numbers."""

import importlib.util
import re
import tomllib

import pytest
from django.core.management import get_commands
from django.urls import resolve

from shop.settings.env import VARIABLES
from tests.house.documents import Document, documents, files_and_folders, is_there
from tests.house.settings_table import BLOCK, FILE, table
from tests.house.tree import ROOT, modules

README_WORDS, DECISION_LINES = 900, 35
DECISIONS = ROOT / "docs" / "decisions"
PARTS = ["Context", "Decision", "Evidence", "Consequences"]
#: Addresses of the CMS's own pages: the last pattern of the map answers for any.
PAGES = {"/", "/cau-chuyen/", "/tinh/"}
#: What the changelog calls by the name of before.
PAST = {"send_letters"}

every_document = pytest.mark.parametrize("document", documents(), ids=lambda each: each.name)


def test_the_files_that_readers_look_for_are_there():
    names = {each.name for each in documents()}
    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"} <= names
    for room in ("architecture", "glossary", "operations", "data", "measurements"):
        assert f"docs/{room}.md" in names


@every_document
def test_every_link_leads_somewhere(document):
    broken = [
        f"{target}#{anchor}"
        for target, anchor in document.links
        if not target.exists() or (anchor and anchor not in _anchors(target))
    ]
    assert broken == []


def _anchors(target) -> set[str]:
    return Document(str(target.relative_to(ROOT))).anchors


@every_document
def test_every_path_is_there(document):
    names = files_and_folders()
    assert [path for path in document.paths if not is_there(path, names)] == []


@every_document
def test_every_make_target_is_there(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {each[1] for text in document.code for each in re.finditer(r"\bmake ([a-z-]+)", text)}
    assert named - targets == set()


@every_document
def test_every_management_command_is_there(document):
    named = {
        each[1] for text in document.code for each in re.finditer(r"manage\.py ([a-z_]+)", text)
    }
    assert named - get_commands().keys() - PAST == set()


@every_document
def test_every_module_to_run_is_there(document):
    named = {each[1] for text in document.code for each in re.finditer(r"python -m ([\w.]+)", text)}
    missing = {name for name in named if importlib.util.find_spec(name) is None}
    assert missing == set()


@every_document
def test_every_address_of_the_shop_is_there(document):
    named = {text for text in document.marked if re.fullmatch(r"/[a-z]\S*/(\?\S+)?", text)}
    elsewhere = {"/media/", "/zh-hans/"}
    unknown = [
        path
        for path in named - elsewhere
        if path not in PAGES
        and resolve(path.split("?")[0].replace("…", "1")).url_name == "wagtail_serve"
    ]
    assert unknown == []


def test_the_readme_is_read_in_a_few_minutes():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= README_WORDS


def test_operations_list_every_setting():
    written = BLOCK.search(FILE.read_text(encoding="utf-8"))
    assert written.group() == table(), "run: python -m tests.house.settings_table"


@every_document
def test_every_setting_that_is_named_is_read(document):
    known = {variable.name for variable in VARIABLES} | {"DJANGO_SETTINGS_MODULE"}
    prefixes = ("SELLER_", "ELASTICSEARCH_", "HSTS_", "SECRET_", "METRICS_", "PHONE_", "MEDIA_")
    named = {
        text.partition("=")[0]
        for text in document.marked
        if re.fullmatch(r"[A-Z]+(_[A-Z]+)+(=\S*)?", text) and text.startswith(prefixes)
    }
    assert named - known == set()


def test_every_metric_that_operations_name_is_counted():
    told = FILE.read_text(encoding="utf-8").split("## Metrics")[1].split("## Backups")[0]
    named = re.findall(r"^\| `(\w+)` \|", told, re.M)
    source = "".join(path.read_text("utf-8") for path in modules() if path.name == "metrics.py")
    assert named
    assert [name for name in named if f'"{name.removesuffix("_total")}"' not in source] == []


def test_every_name_in_the_glossary_is_in_the_code():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    tables = "\n".join(line for line in glossary.split("\n") if line.startswith("|"))
    named = re.findall(r"`([A-Za-z]\w+(?:\.\w+)*)(?:\(\))?`", tables)
    words = set(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in modules())))
    assert [name for name in named if not words.issuperset(name.split("."))] == []


def test_architecture_lists_the_layers_of_the_contract():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]["layers"]
    layers = [sorted(re.findall(r"(?<!\()\b[a-z]+(?:\.[a-z_]+)?\b(?!\))", row)) for row in contract]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = [
        sorted(re.findall(r"`([a-z._]+)`", line))
        for line in text.split("## Layers")[1].split("## ")[0].split("\n")
        if re.match(r"\d+\. ", line)
    ]
    assert listed == [layer for layer in layers if layer]


def test_decisions_are_numbered_and_listed():
    files = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    for path in files:
        number, _dot, title = path.read_text("utf-8").partition("\n")[0][2:].partition(". ")
        assert number == path.name[:4]
        assert f"| [{number}]({path.name}) | {title} |" in index


def test_links_to_decisions_are_labelled_with_their_numbers():
    link = re.compile(r"\[(\d{4})\]\((?:docs/)?(?:decisions/)?(\d{4})-[^)]+\.md")
    pages = [ROOT / "CHANGELOG.md", ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    links = [found for page in pages for found in link.findall(page.read_text("utf-8"))]
    assert links
    assert [(label, file) for label, file in links if label != file] == []


def test_a_decision_has_its_four_parts_and_is_short():
    for path in DECISIONS.glob("0*.md"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.M) == PARTS, path.name
        assert text.count("\n") <= DECISION_LINES, path.name
