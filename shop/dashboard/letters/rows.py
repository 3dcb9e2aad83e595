"""A stuck letter as a plain row: what it is about in words, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalogue.clock import VIETNAM
from shop.letters.models import Letter, LetterState
from shop.letters.writing import name_of
from shop.order.mail import PLACED
from shop.order.models import Order, ParcelMove
from shop.order.notice import MOVED
from shop.order.review_mail import ANSWERED
from shop.order.seller_mail import CANCELLED_PARCEL, NEW_PARCEL


@dataclass(frozen=True)
class LetterRow:
    """One letter; `url` leads to what it tells of and may be empty."""

    pk: int
    name: str
    url: str
    attempts: int
    is_refused: bool
    why: str
    due_at: datetime


def read_rows(letters: Iterable[Letter]) -> list[LetterRow]:
    """Return letters as rows, in a fixed number of queries."""
    letters = list(letters)
    numbers = dict(Order.objects.filter(pk__in=_about(letters, PLACED)).values_list("pk", "number"))
    moves = ParcelMove.objects.filter(pk__in=_about(letters, MOVED))
    parcels = dict(moves.values_list("pk", "parcel"))
    return [_row(letter, numbers, parcels) for letter in letters]


def _about(letters: list[Letter], kind: str) -> list[int]:
    return [letter.about for letter in letters if letter.kind == kind]


def _row(letter: Letter, numbers: dict[int, str], parcels: dict[int, int]) -> LetterRow:
    return LetterRow(
        pk=letter.pk,
        name=name_of(letter.kind),
        url=_address(letter, numbers, parcels),
        attempts=letter.attempts,
        is_refused=letter.state == LetterState.REFUSED,
        why=letter.error,
        due_at=letter.due_at.astimezone(VIETNAM),
    )


def _address(letter: Letter, numbers: dict[int, str], parcels: dict[int, int]) -> str:
    if letter.kind == PLACED and letter.about in numbers:
        return reverse("dashboard:order-detail", kwargs={"number": numbers[letter.about]})
    if letter.kind == MOVED and letter.about in parcels:
        return reverse("dashboard:parcel", kwargs={"pk": parcels[letter.about]})
    if letter.kind in (NEW_PARCEL, CANCELLED_PARCEL):
        return reverse("dashboard:parcel", kwargs={"pk": letter.about})
    if letter.kind == ANSWERED:
        return reverse("dashboard:review", kwargs={"pk": letter.about})
    return ""
