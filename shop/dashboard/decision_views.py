"""Pages of what was sent in and waits for an answer: the list by states, and the forms that answer."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, QuerySet, TextChoices
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, ListView

from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words

PER_PAGE = 40


class StateListView(ListView):
    """What stands in one state, the oldest in front, with a tab and a number for each state.

    `filters` are query-string values, the first of which holds where none is given; `states` says
    which state each shows.
    """

    request: AuthenticatedHttpRequest
    paginate_by = PER_PAGE
    filters: type[TextChoices]
    states: Mapping[str, str]

    def visible_rows(self) -> QuerySet[Any]:
        """Return what the visitor may see of what was sent."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        wanted = self.request.GET.get("show", "")
        self.show = wanted if wanted in self.states else self.filters.values[0]
        self.visible = self.visible_rows()
        return self.visible.filter(state=self.states[self.show]).order_by("submitted_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible.order_by().values("state").annotate(number=Count("pk"))
        counts = dict(rows.values_list("state", "number"))
        tabs = [
            (value, label, counts.get(self.states[value], 0), value == self.show)
            for value, label in self.filters.choices
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class AnswerFormView(FormView):
    """One of the forms of a page; what cannot be done any more is said there.

    `form_name` is what the page calls the form; `url_name` begins the names of list and page.
    """

    request: AuthenticatedHttpRequest
    form_name = ""
    url_name = ""

    def subject(self) -> Model:
        """Return what is answered."""
        raise NotImplementedError

    def decide(self, form: Any) -> None:
        """Call the one service."""
        raise NotImplementedError

    def message(self) -> str:
        """Say what was done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(f"{self.url_name}-detail", pk=self.subject().pk)

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it, or say why not; what was typed is shown once more."""
        try:
            self.decide(form)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(self.request, sentence)
            say_typed_words(self.request, form)
            return redirect(f"{self.url_name}-detail", pk=self.subject().pk)
        messages.success(self.request, self.message())
        return redirect(f"{self.url_name}-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(form=form, **{self.form_name: form}, **kwargs)
