"""Words as conditions on entries; every other module asks here and knows no SQL."""

from django.db.models import Q

from search.terms import Term


def found(terms: tuple[Term, ...]) -> Q:
    """Return the condition "every word is there"; the longest is the rarest and comes first."""
    condition = Q()
    for term in sorted(terms, key=lambda term: -len(term.folded)):
        condition &= Q(words__contains=term.folded)
    return condition


def begins(typed: str) -> Q:
    """Return the condition "the name has these folded words side by side, the last one begun"."""
    return Q(name__contains=f" {typed}")
