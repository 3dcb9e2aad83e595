"""The steps of the demonstration, in order, each with the files that it reads."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from catalogue.reference import load_reference
from catalogue.reference.files import DATA
from catalogue.register.date_hints import load_date_hints
from catalogue.register.importing import import_register
from catalogue.register.sender import Sender
from cms.seed import DATA as PAGES
from cms.seed import seed_pages
from shop.demo.accounts import open_accounts
from shop.demo.delivery import TABLE as DELIVERY
from shop.demo.delivery import set_delivery_terms
from shop.demo.joining import send_demo_claims
from shop.demo.models import LoadedStep
from shop.demo.prices import TABLE as PRICES
from shop.demo.prices import create_stock_records
from shop.demo.promotions import create_promotions
from shop.demo.strengths import state_strengths
from shop.demo.workspaces import fill_workspaces

REGISTER = DATA / "ocop_products.csv"
UNPROVEN = DATA / "ocop_products_unproven.csv"
DATE_HINTS = DATA / "dates_probable.csv"
REFERENCE = tuple(
    DATA / f"{name}.csv"
    for name in (
        "regions",
        "provinces",
        "former_provinces",
        "place_aliases",
        "communes",
        "former_communes",
        "designations",
        "classification",
    )
)


@dataclass(frozen=True)
class Step:
    """One step: its name for software and people, its files, and what does it.

    `run` is told whether to reset, and returns how many things were made and changed.
    """

    name: str
    title: str
    files: tuple[Path, ...]
    run: Callable[[bool], tuple[int, int]]


def steps() -> tuple[Step, ...]:
    """Places before products, products before stories that tell of them, pages before editors."""
    return (
        Step("reference", _("Places and classification"), REFERENCE, _reference),
        Step(
            "register",
            _("Register, products and certificates"),
            (REGISTER, UNPROVEN, DATE_HINTS, *REFERENCE),
            _register,
        ),
        Step("prices", _("Made-up prices and stock"), (PRICES, REGISTER), _prices),
        Step("delivery", _("Made-up delivery settings"), (DELIVERY, REGISTER), _delivery),
        Step("strengths", _("Strengths that names state"), (REGISTER,), _strengths),
        Step("pages", _("Stories and province pages"), _texts(), _pages),
        Step("accounts", _("Sign-ins"), (), _accounts),
        Step("joining", _("Made-up applications for shop fronts"), (), _joining),
        Step("workspaces", _("Made-up producers with orders"), (PRICES, REGISTER), _workspaces),
        Step("promotions", _("Made-up promotions"), (), _promotions),
        Step("index", _("Search index"), (REGISTER, PRICES, *_words(), *_texts()), _index),
    )


def is_done(step: Step) -> bool:
    """Whether the step was done with its files as they are now."""
    return LoadedStep.objects.filter(step=step.name, digest=digest(step.files)).exists()


def mark_done(step: Step) -> None:
    """Remember that the step was done with its files as they are now."""
    LoadedStep.objects.update_or_create(step=step.name, defaults={"digest": digest(step.files)})


def digest(files: Iterable[Path]) -> str:
    """One fingerprint of files: their names and contents, in order."""
    hasher = hashlib.sha256()
    for path in files:
        hasher.update(path.name.encode())
        hasher.update(hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()


def _words() -> tuple[Path, ...]:
    return DATA / "synonyms.csv", DATA / "group_words.csv"


def _texts() -> tuple[Path, ...]:
    return tuple(sorted(PAGES.rglob("*.md")))


def _reference(reset: bool) -> tuple[int, int]:
    loaded = load_reference()
    return sum(table.created for table in loaded), sum(table.updated for table in loaded)


def _register(reset: bool) -> tuple[int, int]:
    reports = (
        import_register(REGISTER),
        import_register(UNPROVEN, sender=Sender(is_proven=False)),
    )
    tallies = [tally for report in reports for tally in report.tallies]
    hinted = load_date_hints(DATE_HINTS)
    return sum(tally.created for tally in tallies), sum(tally.changed for tally in tallies) + hinted


def _prices(reset: bool) -> tuple[int, int]:
    return create_stock_records(reset=reset)


def _delivery(reset: bool) -> tuple[int, int]:
    return set_delivery_terms(reset=reset)


def _strengths(reset: bool) -> tuple[int, int]:
    return state_strengths()


def _pages(reset: bool) -> tuple[int, int]:
    site = urlsplit(settings.SITE_URL)
    port = site.port or (443 if site.scheme == "https" else 80)
    report = seed_pages(site_host=site.hostname or "localhost", port=port)
    return report.created, report.translated


def _accounts(reset: bool) -> tuple[int, int]:
    return open_accounts(reset=reset)


def _joining(reset: bool) -> tuple[int, int]:
    return send_demo_claims(), 0


def _workspaces(reset: bool) -> tuple[int, int]:
    return fill_workspaces(), 0


def _promotions(reset: bool) -> tuple[int, int]:
    return create_promotions(), 0


def _index(reset: bool) -> tuple[int, int]:
    call_command("search_index", "build", verbosity=0)
    return 0, 0
