# ruff: noqa: S608 - only names of tables and columns are put in
"""The text index of search entries: one FTS5 table on SQLite, two GIN indexes on PostgreSQL.

Triggers and expression indexes keep it in step, whoever writes an entry. Words are cut at spaces
alone ("ascii" leaves other letters as they are; an array of words needs no parser), so that a
match is exactly one whole word of an entry. It can be created anew at any time.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ENTRIES = "search_searchentry"
WORDS, NAMES = "search_entry_words", "search_entry_names"


def lexemes(column: str) -> str:
    """Return the words of a column as PostgreSQL indexes them; the condition must read the same."""
    return f"array_to_tsvector(string_to_array(btrim({column}), ' '))"


_INSERT = f"""
    INSERT INTO {WORDS} (rowid, name, words) VALUES (new.product_id, new.name, new.words);
"""
_DELETE = f"""
    INSERT INTO {WORDS} ({WORDS}, rowid, name, words)
    VALUES ('delete', old.product_id, old.name, old.words);
"""
_CHANGED = "WHEN old.words <> new.words OR old.name <> new.name"

CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(name, words, content='{ENTRIES}', "
        "content_rowid='product_id', tokenize='ascii', columnsize=0)",
        f"CREATE TRIGGER search_entry_added AFTER INSERT ON {ENTRIES} BEGIN {_INSERT} END",
        f"CREATE TRIGGER search_entry_gone AFTER DELETE ON {ENTRIES} BEGIN {_DELETE} END",
        f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF name, words ON {ENTRIES} "
        f"{_CHANGED} BEGIN {_DELETE} {_INSERT} END",
        f"INSERT INTO {WORDS} ({WORDS}) VALUES ('rebuild')",
    ),
    "postgresql": (
        f"CREATE INDEX {WORDS} ON {ENTRIES} USING gin ({lexemes('words')}) WITH (fastupdate = off)",
        f"CREATE INDEX {NAMES} ON {ENTRIES} USING gin ({lexemes('name')}) WITH (fastupdate = off)",
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS search_entry_added",
        "DROP TRIGGER IF EXISTS search_entry_gone",
        "DROP TRIGGER IF EXISTS search_entry_changed",
        f"DROP TABLE IF EXISTS {WORDS}",
        f"DROP TABLE IF EXISTS {NAMES}",
    ),
    "postgresql": (f"DROP INDEX IF EXISTS {WORDS}", f"DROP INDEX IF EXISTS {NAMES}"),
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the text index from the entries there are; for a migration."""
    drop(apps, editor)
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the text index; for a migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)
