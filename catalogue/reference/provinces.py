"""Loading regions, provinces, former provinces, their other spellings and dated designations."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from catalogue.models import Designation, FormerProvince, PlaceAlias, Province, Region
from catalogue.models.place import Commune
from catalogue.reference.files import read
from catalogue.reference.sync import Loaded, ids, sync
from catalogue.text import fold, slugify_vi

#: The first day of the 34 provinces and of communes without districts (NQ 202/2025/QH15).
REFORM = datetime.date(2025, 7, 1)


def load_regions() -> Loaded:
    """The six economic regions."""
    rows = (Region(**row) for row in _typed(read("regions.csv"), position=int))
    return sync(Region, rows, ("slug",), "name", "name_en", "position")


def load_provinces() -> Loaded:
    """The 34 provinces and cities."""
    region = ids(Region, "name")
    rows = (
        Province(
            code=row["code"],
            slug=slugify_vi(row["name_vi"]),
            name=row["name_vi"],
            name_en=row["name_en"],
            region_id=region[row["region"]],
            latitude=Decimal(row["lat"]),
            longitude=Decimal(row["lon"]),
        )
        for row in read("provinces.csv")
    )
    fields = ("slug", "name", "name_en", "region_id", "latitude", "longitude")
    return sync(Province, rows, ("code",), *fields)


def load_former_provinces() -> Loaded:
    """The 63 provinces of before the reform."""
    province = ids(Province)
    rows = (
        FormerProvince(
            code=row["former_code"],
            slug=slugify_vi(row["name_vi"]),
            name=row["name_vi"],
            current_id=province[row["current_code"]],
        )
        for row in read("former_provinces.csv")
    )
    return sync(FormerProvince, rows, ("code",), "slug", "name", "current_id")


def load_aliases() -> Loaded:
    """Other spellings; one that serves a current and a former province becomes two rows."""
    province, former = ids(Province), ids(FormerProvince)
    rows = []
    for row in read("place_aliases.csv"):
        name, folded = row["name_vi"], fold(row["name_vi"])
        if code := row["province_code"]:
            rows.append(PlaceAlias(name=name, folded=folded, province_id=province[code]))
        if code := row["former_province_code"]:
            rows.append(PlaceAlias(name=name, folded=folded, former_province_id=former[code]))
    return sync(PlaceAlias, rows, ("name", "province_id", "former_province_id"), "folded")


def load_designations() -> Loaded:
    """Dated kinds and names: the file's, and for every other commune its kind since the reform."""
    province, commune = ids(Province), ids(Commune)
    rows, dated = [], set()
    for row in read("designations.csv"):
        code = row["place_code"]
        dated.add(code)
        place = {"province_id": province[code]} if len(code) == 2 else {"commune_id": commune[code]}
        rows.append(
            Designation(
                kind=row["kind"],
                name=row["name_vi"],
                valid_from=datetime.date.fromisoformat(row["valid_from"]),
                valid_until=_day(row["valid_until"]),
                legal_basis=row["legal_basis"],
                **place,
            )
        )
    rows += _since_reform(commune, dated)
    key = ("province_id", "commune_id", "valid_from")
    return sync(Designation, rows, key, "kind", "name", "valid_until", "legal_basis")


def _since_reform(commune: dict[str, int], dated: set[str]) -> list[Designation]:
    """Designations of the communes that have kept their kind since 1/7/2025."""
    basis = {row["code"]: f"NQ {row['communes_resolution']}" for row in read("provinces.csv")}
    return [
        Designation(
            commune_id=commune[row["code"]],
            kind=row["type"],
            name=row["name_vi"],
            valid_from=REFORM,
            legal_basis=basis[row["province_code"]],
        )
        for row in read("communes.csv")
        if row["code"] not in dated
    ]


def _typed(
    rows: Iterable[dict[str, str]], **types: Callable[[str], Any]
) -> Iterator[dict[str, Any]]:
    """Rows with some columns converted."""
    for row in rows:
        yield row | {column: convert(row[column]) for column, convert in types.items()}


def _day(text: str) -> datetime.date | None:
    """A date, or None for an empty cell."""
    return datetime.date.fromisoformat(text) if text else None
