# ruff: noqa: S608 - only names and numbers are put in, texts are parameters
"""Full-text queries: the only module that knows how SQLite and PostgreSQL find words.

Wagtail's search backend was tried first: with 15,000 documents a page of hits took it 40 ms on
PostgreSQL and 7 s on SQLite (here 2 and 6 ms), without filters and with a ranking of its own.
Each question returns one row, a list of primary keys as JSON, because handing over 3,000 rows one
by one takes longer than finding them.
"""

import json
from collections.abc import Sequence

from django.db import connection

from search.analysis.terms import Term
from search.embedded.schema import ENTRIES, WORDS, lexemes
from search.engines.ranking import Reward, rewards
from search.models import PageEntry

#: A key and its points travel as one number.
POINTS_FACTOR = 1024
#: PostgreSQL refuses to ask for words of more than 2,046 bytes.
MAX_WORD_LENGTH = 500

SqlPart = tuple[str, list[str]]


def matching_keys(terms: Sequence[Term]) -> list[int]:
    """Return the keys of all entries that have every word."""
    where, params = _having(terms)
    return _list(f"SELECT {_keys()} FROM {where}", params)


def matching_keys_of_each(texts: Sequence[Sequence[Term]]) -> list[list[int]]:
    """Return the keys that each of several texts finds, in one round trip; none for no words."""
    conditions = [(n, *_having(terms)) for n, terms in enumerate(texts) if terms]
    if not conditions:
        return [[] for _ in texts]
    parts = (f"SELECT {n}, {_keys()} FROM {where}" for n, where, _params in conditions)
    with connection.cursor() as cursor:
        params = [param for _n, _where, params in conditions for param in params]
        cursor.execute(" UNION ALL ".join(parts), params)
        keys_by_text = dict(cursor.fetchall())
    return [json.loads(keys_by_text.get(n) or "[]") for n in range(len(texts))]


def ranked_keys(terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the key and the points of every entry that has all the words."""
    points, words = _points(terms, ENTRIES)
    where, params = _having(terms, f"CROSS JOIN {ENTRIES} ON product_id = {WORDS}.rowid")
    codes = _list(
        f"SELECT {_keys(f'product_id * {POINTS_FACTOR} + {points}')} FROM {where}",
        [*words, *params],
    )
    return [divmod(code, POINTS_FACTOR) for code in codes]


def keys_by_prefix(typed: str) -> list[int]:
    """Return entries whose name has these folded words side by side, the last one begun."""
    if connection.vendor == "sqlite":
        sql = f"SELECT {_keys()} FROM {WORDS} WHERE {WORDS} MATCH %s"
        return _list(sql, [f'name : "{typed}" *'])
    where, params = _lexemes_have("name", typed.split(), suffix=":*")
    sql = f"SELECT {_keys()} FROM {ENTRIES} WHERE {where} AND strpos(name, %s) > 0"
    return _list(sql, [*params, f" {typed}"])


def matching_pages(terms: Sequence[Term], limit: int) -> list[int]:
    """Return shown pages with every word: most points first, then the newest. They are few."""
    table, find = PageEntry._meta.db_table, _FIND[connection.vendor]
    points, words = _points(terms, table)
    having = "".join(f" AND {find}(words, %s) > 0" for _term in terms)
    order = f"({points}) DESC, first_published IS NULL, first_published DESC, page_id"
    sql = f"SELECT page_id FROM {table} WHERE shown{having} ORDER BY {order} LIMIT {int(limit)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(term.folded for term in terms), *words])
        return [pk for (pk,) in cursor.fetchall()]


def count_words() -> list[tuple[str, int]]:
    """Return every word of the index with the number of entries that have it."""
    with connection.cursor() as cursor:
        for statement in _COUNTED[connection.vendor]:
            cursor.execute(statement)
        return cursor.fetchall()


_COUNTED = {
    "sqlite": (
        "CREATE VIRTUAL TABLE IF NOT EXISTS "
        f"temp.search_vocabulary USING fts5vocab(main, {WORDS}, row)",
        "SELECT term, doc FROM temp.search_vocabulary",
    ),
    "postgresql": (
        f"SELECT word, ndoc FROM ts_stat('SELECT {lexemes('words').replace(chr(39), chr(39) * 2)}"
        f" FROM {ENTRIES}')",
    ),
}
_FIND = {"sqlite": "instr", "postgresql": "strpos"}


def _keys(what: str = "") -> str:
    """Return the one column of an answer: all keys, or all of what is made of them."""
    if connection.vendor == "sqlite":
        return f"json_group_array({what or 'rowid'})"
    return f"json_agg({what or 'product_id'})::text"


def _having(terms: Sequence[Term], join: str = "") -> SqlPart:
    """Return table and condition. A term that folds to two words ("½") needs them side by side."""
    words = list(dict.fromkeys(word for term in terms for word in term.folded.split()))
    if connection.vendor == "sqlite":
        table, where = WORDS, f"{WORDS} {join} WHERE {WORDS} MATCH %s"
        quoted = " ".join(f'"{word}"' for word in words)
        params = [f"words : ({quoted})"]
    else:
        condition, params = _lexemes_have("words", words)
        table, where = ENTRIES, f"{ENTRIES} WHERE {condition}"
    for term in terms:
        if " " in term.folded.strip() or len(term.folded) > MAX_WORD_LENGTH:
            where += f" AND {_FIND[connection.vendor]}({table}.words, %s) > 0"
            params.append(term.folded)
    return where, params


def _points(terms: Sequence[Term], table: str) -> SqlPart:
    """Return the SQL of the points that an entry earns."""
    earned_rewards = rewards(terms)
    return " + ".join(_points_if(reward, table) for reward in earned_rewards), [
        reward.words for reward in earned_rewards
    ]


def _points_if(reward: Reward, table: str) -> str:
    where = f"{_FIND[connection.vendor]}({table}.{reward.field}, %s)"
    return f"CASE WHEN {where} {'= 1' if reward.begins else '> 0'} THEN {reward.points} ELSE 0 END"


def _lexemes_have(column: str, words: Sequence[str], suffix: str = "") -> SqlPart:
    """Return PostgreSQL's condition; words too long for it are compared as text elsewhere."""
    short = [f"'{word}'" for word in words if len(word) <= MAX_WORD_LENGTH]
    if len(short) < len(words):
        suffix = ""
    if not short:
        return "true", []
    return f"{lexemes(column)} @@ %s::tsquery", [" & ".join(short) + suffix]


def _list(sql: str, params: list[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return json.loads(cursor.fetchone()[0] or "[]")
