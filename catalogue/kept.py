"""Pages that read the same for every visitor without a session: who says so, and who asks."""

from collections.abc import Callable


def shared(view: Callable) -> Callable:
    """Mark a view whose page may be kept whole and shown to every visitor without a session.

    Such a page shows nothing of a basket or a person, and its forms carry no token: they are
    known by where they come from. Decorate a function, or `dispatch` of a class.
    """
    view.shared = True
    return view


def is_shared(request) -> bool:
    """Whether the page being made will be shown to others too."""
    return getattr(request, "shared", False)
