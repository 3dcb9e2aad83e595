# ruff: noqa: S608 - only names of tables and columns are put in
"""The text index beside search entries: two FTS5 tables on SQLite, two GIN indexes on PostgreSQL.

Triggers and expression indexes keep it in step, whoever writes an entry. Words are cut at spaces
alone ("ascii" leaves other letters as they are; an array of words needs no parser), so that a
match is exactly one whole word of an entry. It can be laid anew at any time.
"""

ENTRIES = "search_searchentry"
WORDS, NAMES = "search_entry_words", "search_entry_names"


def lexemes(column: str) -> str:
    """Return the words of a column as PostgreSQL indexes them; the condition must read the same."""
    return f"array_to_tsvector(string_to_array(btrim({column}), ' '))"


_INSERT = f"""
    INSERT INTO {WORDS} (rowid, words) VALUES (new.product_id, new.words);
    INSERT INTO {NAMES} (rowid, name) VALUES (new.product_id, new.name);
"""
_DELETE = f"""
    INSERT INTO {WORDS} ({WORDS}, rowid, words) VALUES ('delete', old.product_id, old.words);
    INSERT INTO {NAMES} ({NAMES}, rowid, name) VALUES ('delete', old.product_id, old.name);
"""
_FROM_ENTRIES = f"content='{ENTRIES}', content_rowid='product_id', tokenize='ascii', columnsize=0"
_CHANGED = "WHEN old.words <> new.words OR old.name <> new.name"

LAID = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, {_FROM_ENTRIES}, detail=none)",
        f"CREATE VIRTUAL TABLE {NAMES} USING fts5(name, {_FROM_ENTRIES}, prefix='1 2')",
        f"CREATE TRIGGER search_entry_added AFTER INSERT ON {ENTRIES} BEGIN {_INSERT} END",
        f"CREATE TRIGGER search_entry_gone AFTER DELETE ON {ENTRIES} BEGIN {_DELETE} END",
        f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF name, words ON {ENTRIES} "
        f"{_CHANGED} BEGIN {_DELETE} {_INSERT} END",
        f"INSERT INTO {WORDS} ({WORDS}) VALUES ('rebuild')",
        f"INSERT INTO {NAMES} ({NAMES}) VALUES ('rebuild')",
    ),
    "postgresql": (
        f"CREATE INDEX {WORDS} ON {ENTRIES} USING gin ({lexemes('words')}) WITH (fastupdate = off)",
        f"CREATE INDEX {NAMES} ON {ENTRIES} USING gin ({lexemes('name')}) WITH (fastupdate = off)",
    ),
}
LIFTED = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS search_entry_added",
        "DROP TRIGGER IF EXISTS search_entry_gone",
        "DROP TRIGGER IF EXISTS search_entry_changed",
        f"DROP TABLE IF EXISTS {WORDS}",
        f"DROP TABLE IF EXISTS {NAMES}",
    ),
    "postgresql": (f"DROP INDEX IF EXISTS {WORDS}", f"DROP INDEX IF EXISTS {NAMES}"),
}


def lay(apps, editor) -> None:
    """Make the text index from the entries there are; for a migration."""
    lift(apps, editor)
    for statement in LAID[editor.connection.vendor]:
        editor.execute(statement)


def lift(apps, editor) -> None:
    """Take the text index away; for a migration."""
    for statement in LIFTED[editor.connection.vendor]:
        editor.execute(statement)
