"""The two screens for sending goods: which parcels wait, and one parcel with its next step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from shop.dashboard.parcels import selection
from shop.dashboard.parcels.forms import FilterForm, MoveForm
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import mark_read
from shop.order.emails.seller import NEW_PARCEL
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import move_parcel
from shop.order.receipt import read_receipt
from shop.order.states import next_states

PER_PAGE = 40


class ParcelListView(ListView):
    """Parcels by what needs doing, the longest waiting first."""

    template_name = "oscar/dashboard/parcels/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        """Parse the filter and ask for its parcels."""
        self.form = FilterForm(self.request.GET)
        return selection.select_parcels(
            self.request.user, show=self.form.value("show"), text=self.form.value("q")
        )

    def get_context_data(self, **kwargs):
        """Add plain rows and the count of each filter."""
        context = super().get_context_data(**kwargs)
        counts = selection.count_parcels(self.request.user)
        show, text = self.form.value("show"), self.form.value("q")
        unread = selection.unread_of(self.request.user)
        return context | {
            "rows": [selection.read_row(parcel, unread) for parcel in context["object_list"]],
            "tabs": [
                (value, label, counts[value], value == show and not text)
                for value, label in selection.Show.choices
            ],
            "sees_all": self.request.user.has_perm("order.view_order"),
            "show": show,
            "query": text,
        }


class ParcelView(DetailView):
    """One parcel: what is in it, where it goes, its history, and the buttons that move it."""

    template_name = "oscar/dashboard/parcels/detail.html"
    context_object_name = "parcel"

    def get_object(self, queryset=None):
        """Find the parcel among those this person may see."""
        parcels = selection.parcels_of(self.request.user).select_related("order__submission")
        parcel = get_object_or_404(parcels.distinct(), pk=self.kwargs["pk"])
        mark_read(NEW_PARCEL, parcel.pk, self.request.user.pk)
        return parcel

    def get_context_data(self, **kwargs):
        """Add the parcel as plain objects, its history, and a form for each next step."""
        parcel = self.object
        receipt = read_receipt(parcel.order)
        forms = kwargs.pop("forms", None) or self.forms()
        return super().get_context_data(**kwargs) | {
            "receipt": receipt,
            "shown": next(each for each in receipt.parcels if each.pk == parcel.pk),
            "history": list(parcel.transitions.select_related("actor")),
            "told": list(OutgoingEmail.objects.filter(kind=NEW_PARCEL, about=parcel.pk)),
            "forward": [form for form in forms if not form.ends],
            "endings": [form for form in forms if form.ends],
        }

    def post(self, request, *args, **kwargs):
        """Take one step; a second click, or a step that is no longer possible, is told."""
        parcel = self.object = self.get_object()
        role = selection.role_of(request.user, parcel)
        if not role:
            raise PermissionDenied
        forms = self.forms(request.POST)
        form = next((each for each in forms if each.is_bound), None)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms))
        told = form.cleaned_data if form else {"to": request.POST.get("to", "")}
        try:
            moved = move_parcel(parcel=parcel, role=role, actor=request.user, **told)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            parcel.refresh_from_db()
            text = _("The parcel is now “%(state)s”.") if moved else _("It is “%(state)s” already.")
            tell = messages.success if moved else messages.info
            tell(request, text % {"state": parcel.get_status_display()})
        return redirect("dashboard:parcel", pk=parcel.pk)

    def forms(self, posted=None) -> list[MoveForm]:
        """Return a form for each step this person may take, the one that was sent bound."""
        role = selection.role_of(self.request.user, self.object)
        return [
            MoveForm(posted if posted and posted.get("to") == to else None, to=to, role=role)
            for to in next_states(self.object.status, role)
        ]
