"""Every pattern the URLconf knows, with a real value in the place of each parameter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

ROUTE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?:[^()\\]|\\.|\[[^]]*\]|\([^()]*\))*\)")
DEFAULTS = {"int": "1", "str": "a", "slug": "a", "path": "1"}
DEFAULTS["uuid"] = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class ServedPattern:
    """One pattern of the URLconf: how it is written, and a path that fits it."""

    pattern: str
    path: str


def served_patterns(values: dict[str, str]) -> list[ServedPattern]:
    """Every pattern of the site; `values` gives parameters by name, others get 1 or "a"."""
    return [
        ServedPattern(pattern, "/" + path)
        for pattern, path in _walk(get_resolver(), "", "", values)
    ]


def _walk(resolver: URLResolver, pattern: str, path: str, values) -> Iterator[tuple[str, str]]:
    for url_pattern in resolver.url_patterns:
        here = pattern + str(url_pattern.pattern)
        filled = path + _fill(url_pattern.pattern, values)
        if isinstance(url_pattern, URLPattern):
            yield here, filled
        else:
            yield from _walk(url_pattern, here, filled, values)


def _fill(pattern, values) -> str:
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return ROUTE.sub(
            lambda match: values.get(match["name"]) or DEFAULTS[match["kind"] or "str"], text
        )
    text = GROUP.sub(lambda match: values.get(match["name"]) or "1", text)
    return re.sub(r"\(\(\?:.*?\)\*\)|\.\*|[$^?]|\\Z", "", text).replace("\\", "")
