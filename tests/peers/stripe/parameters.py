"""Which parameters Stripe knows: as the official library types them. Anything else is refused."""

import re
import typing
from typing import Any

import stripe.params as known
import stripe.params.checkout as known_checkout


class UnknownParameter(Exception):
    """A request named something that Stripe does not know, or left out the kind of value it takes."""


#: (method, pattern of the path) → the library's type of its parameters.
TYPES: list[tuple[str, str, Any]] = [
    ("POST", r"/v1/checkout/sessions", known_checkout.SessionCreateParams),
    ("GET", r"/v1/checkout/sessions/[^/]+", known_checkout.SessionRetrieveParams),
    ("POST", r"/v1/checkout/sessions/[^/]+/expire", known_checkout.SessionExpireParams),
    ("GET", r"/v1/payment_intents/[^/]+", known.PaymentIntentRetrieveParams),
    ("POST", r"/v1/refunds", known.RefundCreateParams),
    ("GET", r"/v1/refunds/[^/]+", known.RefundRetrieveParams),
    ("GET", r"/v1/refunds", known.RefundListParams),
    ("GET", r"/v1/disputes/[^/]+", known.DisputeRetrieveParams),
    ("GET", r"/v1/events", known.EventListParams),
]


def check_parameters(method: str, path: str, sent: dict[str, Any]) -> None:
    """Raise UnknownParameter for what the library's own types do not name."""
    for verb, pattern, kind in TYPES:
        if verb == method and re.fullmatch(pattern, path):
            return _check(sent, kind, "")
    raise UnknownParameter(f"Unrecognized request URL ({method}: {path})")


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Read `a[b][0][c]=d` as it was meant."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        parts = re.findall(r"[^\[\]]+", name)
        if name.endswith("[]"):
            node = tree
            for part in parts[:-1]:
                node = node.setdefault(part, {})
            rows = node.setdefault(parts[-1], {})
            rows[str(len(rows))] = value
            continue
        node = tree
        for part in parts[:-1]:
            node = node.setdefault(part, {})
        node[parts[-1]] = value
    return {name: _lists(value) for name, value in tree.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdecimal() for name in value):
        return [_lists(value[name]) for name in sorted(value, key=int)]
    return {name: _lists(part) for name, part in value.items()}


def _check(value: Any, kind: Any, where: str) -> None:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if typing.is_typeddict(kind):
        _check_mapping(value, kind, where)
    elif origin is typing.Literal:
        if value not in arguments:
            raise UnknownParameter(f"Invalid {where}: must be one of {arguments}")
    elif origin is list:
        for row in value if isinstance(value, list) else [value]:
            _check(row, arguments[0], where)
    elif origin in (typing.NotRequired, typing.Required):
        _check(value, arguments[0], where)
    elif origin is typing.Union or type(kind).__name__ == "UnionType":
        _check_union(value, arguments, where)
    elif kind is int and not re.fullmatch(r"-?\d+", str(value)):
        raise UnknownParameter(f"Invalid integer: {where}")


def _check_mapping(value: Any, kind: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise UnknownParameter(f"Invalid object: {where}")
    hints = typing.get_type_hints(kind, include_extras=True)
    for name, part in value.items():
        if name not in hints:
            raise UnknownParameter(f"Received unknown parameter: {where}{name}")
        _check(part, hints[name], f"{where}{name}.")


def _check_union(value: Any, kinds: tuple[Any, ...], where: str) -> None:
    first: UnknownParameter | None = None
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return _check(value, kind, where)
        except UnknownParameter as error:
            first = first or error
    if first:
        raise first
