"""Each fork of Oscar stands once in the settings, and Oscar really finds what is ours."""

import importlib
import inspect
import pkgutil

import pytest
from django.apps import apps
from django.conf import settings
from oscar.core.loading import get_class, get_model

from tests.house.tree import ROOMS

OVERRIDES = [
    ("partner.strategy", "Selector"),
    ("shipping.repository", "Repository"),
    ("order.utils", "OrderCreator"),
]
MODELS = [
    ("catalogue", "Product"),
    ("reviews", "ProductReview"),
    ("basket", "Line"),
    ("users", "User"),
]
FORKS = [entry for entry in settings.OSCAR_APPS if entry.split(".")[0] in ROOMS]


def _config(entry):
    package = entry.rsplit(".apps.", 1)[0]
    return next(each for each in apps.get_app_configs() if each.__module__ == f"{package}.apps")


@pytest.mark.parametrize(("path", "name"), OVERRIDES)
def test_oscar_finds_our_class(path, name):
    assert get_class(path, name).__module__.split(".")[0] in ROOMS


@pytest.mark.parametrize(("label", "name"), MODELS)
def test_oscar_finds_our_model(label, name):
    assert get_model(label, name).__module__.split(".")[0] in ROOMS


@pytest.mark.parametrize("entry", FORKS)
def test_a_fork_stands_once(entry):
    assert settings.OSCAR_APPS.count(entry) == 1
    assert _config(entry).__module__.split(".")[0] in ROOMS


@pytest.mark.parametrize("entry", FORKS)
def test_every_class_named_like_oscars_replaces_it(entry):
    config = _config(entry)
    upstream = type(config).__mro__[1].__module__.removesuffix(".apps")
    for module, ours, theirs in _twins(config.name, upstream):
        for name, value in vars(ours).items():
            if (
                inspect.isclass(value)
                and value.__module__ == ours.__name__
                and hasattr(theirs, name)
            ):
                assert get_class(f"{config.label}.{module}", name) is value


def _twins(package, upstream):
    found = importlib.import_module(package).__path__
    for info in pkgutil.iter_modules(found):
        if info.ispkg or info.name in ("apps", "models", "admin", "urls"):
            continue
        try:
            theirs = importlib.import_module(f"{upstream}.{info.name}")
        except ModuleNotFoundError:
            continue
        yield info.name, importlib.import_module(f"{package}.{info.name}"), theirs
