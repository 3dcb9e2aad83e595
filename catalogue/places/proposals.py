"""Communes of today to choose from for what somebody typed, named in the reader's language.

Nothing is chosen here. `sole` is the one place that all words mean; whoever shows it may mark it,
and still asks.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models import Commune
from catalogue.places.choices import capitalized
from catalogue.places.districts import written_name
from catalogue.places.resolution import Level
from catalogue.places.typeahead import Hit, Reading, read_place
from catalogue.places.typed_text import MAX_LETTERS
from catalogue.text import fold

#: As many as one can look through; a longer text leaves fewer.
MOST_PROPOSALS = 24
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class PlaceProposal:
    """A commune of today: its official code, its full name, and the old place that led to it.

    `former_place` is what it was called when the buyer wrote it ("Tân Thạch, Châu Thành, Bến
    Tre"); `note` says the same as a remark. Both are empty for names of today.
    """

    code: str
    label: str
    note: str = ""
    former_place: str = ""

    @property
    def full_label(self) -> str:
        """Return name and note in one line, for a list without script."""
        return f"{self.label} ({self.note})" if self.note else self.label


@dataclass(frozen=True)
class PlaceProposals:
    """The likeliest places first, `sole` when all words mean exactly one, and what to say of them.

    `is_province` is whether nothing but a province was named: all its communes are meant then.
    """

    places: tuple[PlaceProposal, ...] = ()
    sole: PlaceProposal | None = None
    message: str = ""
    is_province: bool = False
    is_cut: bool = False

    def find(self, code: str) -> PlaceProposal | None:
        """Return the proposal with this code, if it is one of them."""
        return next((place for place in self.places if place.code == code), None)


def propose_places(text: str, *, limit: int = MOST_PROPOSALS, code: str = "") -> PlaceProposals:
    """Return what a typed text may mean, in a fixed number of queries.

    At most `limit` places, but all of a province that was named alone. The place with `code` is
    among them when it is meant, however far down.
    """
    if len(fold(text[:MAX_LETTERS])) < FEWEST_LETTERS:
        return PlaceProposals()
    reading = read_place(text)
    is_province = reading.level is Level.PROVINCE
    hits = reading.hits if is_province and limit >= MOST_PROPOSALS else reading.hits[:limit]
    wanted = reading.hit_of(code) if code else None
    if wanted is not None and wanted not in hits:
        hits += (wanted,)
    places = tuple(_proposals(hits))
    return PlaceProposals(
        places=places,
        sole=places[0] if reading.sole and places else None,
        message=_message(reading),
        is_province=is_province,
        is_cut=len(hits) < len(reading.hits),
    )


def name_place(commune: Commune) -> str:
    """Return "Phường Bến Tre, tỉnh Vĩnh Long", as it is called today, in the reader's language."""
    on = today()
    return capitalized(f"{commune.title(on)}, {commune.province.title(on)}")


def with_former_place(name: str, former_place: str) -> str:
    """Return a place with the old name its buyer knows it by: "… (formerly Phường 5, Quận 3)"."""
    if not former_place:
        return name
    return f"{name} ({_('formerly %(place)s') % {'place': former_place}})"


def is_name_of(text: str, commune: Commune) -> bool:
    """Whether a text is the full name of the commune, as one of the site's languages writes it."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if fold(name_place(commune)) == fold(text):
                return True
    return False


def find_named_commune(*, code: str, text: str) -> PlaceProposal | None:
    """Return the commune with this code when the text is its full name."""
    commune = _with_names().filter(code=code).first()
    if commune is None or not is_name_of(text, commune):
        return None
    return PlaceProposal(code, name_place(commune))


def _proposals(hits: tuple[Hit, ...]) -> list[PlaceProposal]:
    communes = _with_names().in_bulk([hit.commune.pk for hit in hits])
    return [_proposal(hit, communes[hit.commune.pk]) for hit in hits if hit.commune.pk in communes]


def _with_names() -> QuerySet[Commune]:
    communes = Commune.objects.select_related("province")
    return communes.prefetch_related("designations", "province__designations")


def _proposal(hit: Hit, commune: Commune) -> PlaceProposal:
    former_place = _former_place(hit)
    if not former_place:
        note = ""
    elif hit.by_name:
        note = _("formerly %(place)s") % {"place": former_place}
    else:
        note = _("in what was %(place)s") % {"place": former_place}
    return PlaceProposal(commune.code, name_place(commune), note, former_place)


def _former_place(hit: Hit) -> str:
    """The old place as it was written, from narrow to wide; empty for places of today."""
    if hit.former_province is None:
        return ""
    names = [hit.former_province.name]
    if hit.former is not None:
        district = hit.district or written_name(hit.former.district)
        names = [written_name(hit.former.name), district, *names]
    elif hit.district:
        names = [hit.district, *names]
    elif hit.former_province.name == hit.commune.province.name:
        return ""
    return ", ".join(dict.fromkeys(names))


def _message(reading: Reading) -> str:
    """What the buyer should know of how the text was read; empty when there is nothing to say."""
    words = {"unread": reading.unread, "read": reading.read}
    if not reading.hits:
        return ""
    if reading.unread and reading.is_street:
        return _("“%(unread)s” belongs in the field for house and street.") % words
    if reading.unread:
        return _("We know no “%(unread)s” in %(read)s. These places are there today:") % words
    if reading.other_kind:
        return _("Nothing there is of the kind you wrote, but these have the name:")
    if reading.level is not Level.COMMUNE and reading.sole is None:
        return _("Which commune or ward of %(read)s?") % words
    return ""
