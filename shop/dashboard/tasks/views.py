"""What waits for the person signed in, by deadline."""

from typing import Any

from django.views.generic import ListView

from catalogue.clock import today
from shop.dashboard.tasks.forms import TaskFilterForm
from shop.dashboard.tasks.selection import (
    TaskQueue,
    TaskScope,
    count_tasks,
    next_task,
    task_scope,
)
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 25


class TaskListView(ListView):
    """All queues in one list; counts and pages cost the same however much waits."""

    template_name = "oscar/dashboard/tasks/list.html"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> TaskQueue:  # type: ignore[override]
        self.form = TaskFilterForm(self.request.GET, user=self.request.user)
        self.province = self.form.chosen_province()
        self.scope: TaskScope = task_scope(
            self.request.user,
            today(),
            province=self.province.pk if self.province else None,
            kind=self.form.chosen_kind(),
        )
        self.counts = count_tasks(self.scope)
        return TaskQueue(self.scope, self.counts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters; on an empty list what will come next."""
        context = super().get_context_data(**kwargs)
        kind, total = self.scope.kind, sum(self.counts.values())
        tabs = [
            (source.kind, source.label, self.counts[source.kind], source.kind == kind)
            for source in self.scope.sources()
            if self.counts[source.kind] or source.kind == kind
        ]
        return context | {
            "form": self.form,
            "tabs": tabs,
            "total": total,
            "kind": kind,
            "province": self.province.slug if self.province else "",
            "has_several_provinces": self.form.provinces.count() > 1,
            "next_task": None if context["page_obj"].object_list else next_task(self.scope),
        }
