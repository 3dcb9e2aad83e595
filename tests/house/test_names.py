"""One word for one thing: a class name exists once, and a file is named by a plain noun or verb."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, classes, modules, short, tracked

#: Names that Django asks for in every module.
GIVEN = {"Meta", "Command"}
#: Words that say nothing, or that mean two things in this shop; docs/glossary.md has the right ones.
BANNED = {
    *("utils", "util", "helpers", "helper", "misc", "common", "tools", "lib", "stuff"),
    *("letter", "letters", "mishap", "mishaps", "opinion", "opinions", "office", "desk", "maker"),
    *("told", "kept", "held", "spoken", "written", "stated", "said", "asked", "shown", "given"),
    *("keep", "tell", "wording", "writing", "beside", "beforehand", "standing", "nearby", "stamp"),
    *("door", "stay", "telex", "census", "takings", "upkeep", "patience", "freshness", "where"),
}
#: Verbs that name a module of services; commands of manage.py are verbs anyway.
SERVICE_VERBS = {"classify", "resolve", "select", "sync", "estimate", "reorder"}
OTHER_VERBS = {
    *("add", "answer", "apply", "ask", "assemble", "build", "change", "choose", "close", "collect"),
    *("count", "create", "delete", "do", "drop", "erase", "fetch", "fill", "find", "forget", "get"),
    *("give", "handle", "load", "look", "make", "move", "open", "process", "put", "read", "run"),
    *("say", "send", "set", "settle", "show", "take", "turn", "update", "wait", "write"),
}
#: Here the first word is part of a noun.
NOUNS_LIKE_VERBS = {"read_only_admin", "change_history", "change_log"}
NAMED_BY_OSCAR = {
    "shop/order/utils.py",  # get_class("order.utils", "OrderCreator")
    "shop/dashboard/catalogue/utils.py",  # its "partner_product_visibility_q"
}
#: Files that are still to be renamed, with the banned word in their name.
TO_RENAME: set[str] = set()

KINDS = (".py", ".html", ".txt", ".css")


def files() -> list[str]:
    """The modules, templates and style sheets of the house."""
    return [
        name
        for name in tracked()
        if name.split("/")[0] in ROOMS and name.endswith(KINDS) and "/migrations/" not in name
    ]


def words(path: str) -> list[str]:
    """The words of a path from its folder on: `order/state_of.py` has order, state and of."""
    return re.findall(r"[a-z]+", str(Path(path).with_suffix("")).lower())


def test_a_class_name_exists_once():
    places = defaultdict(list)
    for path in modules():
        for node in classes(path):
            places[node.name].append(short(path))
    twice = {name: paths for name, paths in places.items() if len(paths) > 1}
    assert {name: paths for name, paths in twice.items() if name not in GIVEN} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_has_a_banned_word(kind):
    banned = [name for name in files() if name.endswith(kind) and BANNED.intersection(words(name))]
    assert set(banned) - NAMED_BY_OSCAR - TO_RENAME == set()


def test_every_exception_is_still_needed():
    assert {name for name in TO_RENAME if not BANNED.intersection(words(name))} == set()
    assert set(files()) >= TO_RENAME


def test_a_module_is_a_noun_or_a_verb_of_services():
    verbs = [
        name
        for name in files()
        if name.endswith(".py")
        and "/management/commands/" not in name
        and Path(name).stem.split("_")[0] in OTHER_VERBS - SERVICE_VERBS
        and Path(name).stem not in NOUNS_LIKE_VERBS
    ]
    assert verbs == []
