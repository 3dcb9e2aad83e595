"""Loading communes, former communes and what became of them."""

from decimal import Decimal

from catalogue.models import (
    Commune,
    FormerCommune,
    FormerCommuneSuccessor,
    FormerProvince,
    Province,
)
from catalogue.models.place import FormerKind
from catalogue.reference.files import read
from catalogue.reference.sync import BATCH, Loaded, ids, sync, table
from catalogue.text import slugify_vi

KINDS = {
    "Xã": FormerKind.COMMUNE,
    "Phường": FormerKind.WARD,
    "Thị trấn": FormerKind.TOWNSHIP,
    "": FormerKind.ISLAND_DISTRICT,
}


def load_communes() -> Loaded:
    """The 3,321 communes, wards and special zones."""
    province = ids(Province)
    rows = (
        Commune(
            code=row["code"],
            slug=slugify_vi(row["name_vi"]),
            name=row["name_vi"],
            province_id=province[row["province_code"]],
            latitude=Decimal(row["lat"]) if row["lat"] else None,
            longitude=Decimal(row["lon"]) if row["lon"] else None,
        )
        for row in read("communes.csv")
    )
    fields = ("slug", "name", "province_id", "latitude", "longitude")
    return sync(Commune, rows, ("code",), *fields)


def load_former_communes() -> Loaded:
    """The 10,040 communes of before the reform; five island districts stand for themselves."""
    province = ids(FormerProvince)
    rows = (
        FormerCommune(
            code=row["former_code"] or None,
            name=row["name_vi"] or row["former_district"],
            kind=KINDS[row["former_type"]],
            district=row["former_district"],
            district_code=row["former_district_code"],
            former_province_id=province[row["former_province_code"]],
        )
        for row in read("former_communes.csv")
    )
    fields = ("name", "kind", "district", "former_province_id")
    return sync(FormerCommune, rows, ("code", "district_code"), *fields)


def load_successions() -> Loaded:
    """What each former commune became, the default first; a changed list is replaced whole."""
    wanted, present = _wanted(), _present()
    changed = [pk for pk, communes in wanted.items() if present.get(pk) != communes]
    stale = [pk for pk in changed if pk in present]
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        FormerCommuneSuccessor.objects.filter(former_commune_id__in=batch).delete()
    FormerCommuneSuccessor.objects.bulk_create(
        [
            FormerCommuneSuccessor(former_commune_id=pk, commune_id=commune, position=position)
            for pk in changed
            for position, commune in enumerate(wanted[pk])
        ],
        batch_size=BATCH,
    )
    name = table(FormerCommuneSuccessor)
    return Loaded(name, len(wanted), len(changed) - len(stale), len(stale))


def _wanted() -> dict[int, list[int]]:
    """Former commune id → current commune ids in order, by the file."""
    former = {
        (code, district): pk
        for code, district, pk in FormerCommune.objects.values_list("code", "district_code", "pk")
    }
    commune = ids(Commune)
    return {
        former[row["former_code"] or None, row["former_district_code"]]: [
            commune[code] for code in row["current_codes"].split(";")
        ]
        for row in read("former_communes.csv")
    }


def _present() -> dict[int, list[int]]:
    """Former commune id → current commune ids in order, by the database."""
    present: dict[int, list[int]] = {}
    successions = FormerCommuneSuccessor.objects.order_by("former_commune_id", "position")
    for former, commune in successions.values_list("former_commune_id", "commune_id"):
        present.setdefault(former, []).append(commune)
    return present
