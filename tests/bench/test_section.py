"""The writer of docs/measurements.md, and what is counted as a first view."""

import pytest

from tests.bench.section import END, FILE, Section, with_section
from tests.bench.weights import first_view, named_in_page, named_in_styles

DOCUMENT = f"# Numbers\n\n{END}\n\n## By hand\n\nStays.\n"


def test_a_new_section_is_put_before_the_end_of_the_tools_part():
    written = with_section(DOCUMENT, "pages", "one\n")
    assert written.startswith("# Numbers\n\n<!-- pages: begin -->\none\n<!-- pages: end -->\n")
    assert written.endswith(f"{END}\n\n## By hand\n\nStays.\n")


def test_a_section_is_replaced_and_nothing_else():
    both = with_section(with_section(DOCUMENT, "pages", "one\n"), "weights", "two\n")
    again = with_section(both, "pages", "three\n")
    assert again == both.replace("one\n", "three\n")


def test_the_same_text_changes_nothing():
    once = with_section(DOCUMENT, "pages", "one\n")
    assert with_section(once, "pages", "one\n") == once


@pytest.mark.parametrize(
    ("document", "why"),
    [("no marks\n", "no line"), (f"<!-- pages: begin -->\nopen\n{END}\n", "no end")],
)
def test_a_document_without_its_marks_is_refused(document, why):
    with pytest.raises(ValueError, match=why):
        with_section(document, "pages", "one\n")


def test_a_section_says_where_and_how_it_was_measured(tmp_path, monkeypatch, capsys, db):
    monkeypatch.setattr("sys.argv", ["/somewhere/pages.py", "--write"])
    file = tmp_path / "measurements.md"
    file.write_text(DOCUMENT, encoding="utf-8")
    section = Section("pages", "Whole pages")
    section.head("Page", "ms")
    section.row("home", 12)
    section.write(file)
    written = file.read_text(encoding="utf-8")
    assert "### Whole pages\n" in written
    assert "cores" in written
    assert "`python -m tests.bench.pages`\n\n| Page | ms |\n| --- | --- |\n| home | 12 |" in written
    assert "| home | 12 |" in capsys.readouterr().out


def test_the_file_of_the_project_takes_sections():
    assert END in FILE.read_text(encoding="utf-8").splitlines()


PAGE = """<link href="/static/a.css"><script src="/static/b.js" defer></script>
<a href="/static/"><img src="/media/c.webp" srcset="/media/c.webp 1x, /media/d.webp 2x">
<a href="https://elsewhere.example/static/e.js"><svg><use href="/static/f.svg#icon"></svg>"""


def test_a_first_view_is_the_page_and_what_it_names():
    files = {"/static/a.css", "/static/b.js", "/static/f.svg", "/media/c.webp"}
    assert named_in_page(PAGE) == files


def test_a_style_sheet_names_files_beside_itself():
    css = "src: url('../fonts/g.woff2'), url(data:x); background: url(h.svg#part)"
    assert named_in_styles(css, "/static/css/a.css") == {
        "/static/fonts/g.woff2",
        "/static/css/h.svg",
    }


def test_bytes_are_counted_as_they_were_sent():
    sent = {"/": PAGE, "/static/a.css": "url(g.woff2)", "/static/g.woff2": "1234"}
    sizes = first_view(lambda path: (sent.get(path, "12").encode(), ""), "/")
    assert sizes == {
        "page": len(PAGE),
        "styles": len("url(g.woff2)"),
        "scripts": 2,
        "typefaces": 4,
        "pictures": 4,
    }
