"""What the style guide shows: a component, its states, and what its template is given in each."""

from dataclasses import dataclass, field
from types import SimpleNamespace as Given

from django.http import HttpRequest
from django.template.loader import get_template

__all__ = ["Example", "ExampleState", "Given", "RenderedExample"]


@dataclass(frozen=True)
class ExampleState:
    """One state of a component: what it is called and what its template is given."""

    name: str
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A component by the name of its template.

    `wrap` is the class of the list it stands in; a `wide` one takes a row of the guide for itself.
    """

    component: str
    states: tuple[ExampleState, ...]
    wrap: str = ""
    wide: bool = False

    def render(self, request: HttpRequest) -> list["RenderedExample"]:
        """Draw every state from the real template."""
        template = get_template(f"components/{self.component}.html")
        return [
            RenderedExample(state.name, template.render(state.context, request))
            for state in self.states
        ]


@dataclass(frozen=True)
class RenderedExample:
    name: str
    markup: str
