"""The steps of a producer's page as forms: nothing is compulsory while it is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.edit_conflicts import SEEN, EditConflictMixin, digest, read_seen
from catalogue.models import ProducerPageDraft
from catalogue.photos.forms import PhotoFormField, keep_uploads
from catalogue.places.proposals import PlaceProposal, name_place
from catalogue.producer_pages.video import find_video
from catalogue.text import one_line
from shop.users.models import User
from shop.users.phone import local_phone, read_vietnamese_phone
from shop.users.place_form import PlaceForm
from theme.covers import VARIANTS

#: As many as stand well on a phone.
MOST_PEOPLE = 6


class PageStepForm(EditConflictMixin, forms.Form):
    """A step of a page's draft; `facts` are what was typed and can be read, also where the rest cannot."""

    def __init__(self, *args: Any, instance: ProducerPageDraft, **kwargs: Any) -> None:
        self.instance = instance
        kwargs.setdefault("initial", self.values_of(instance))
        super().__init__(*args, **kwargs)

    def values_of(self, draft: ProducerPageDraft) -> dict[str, Any]:
        """Return what the draft says, as the fields show it."""
        return {name: getattr(draft, name) for name in self.base_fields if hasattr(draft, name)}

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is to be written; fields in dispute or with a fault stay as they are."""
        return {
            name: self.cleaned_data[name]
            for name in self.base_fields
            if name in self.cleaned_data and name not in self.errors
        }


class PortraitForm(PageStepForm):
    """The picture at the head of the page, and the colours around it."""

    portrait = PhotoFormField(
        label=gettext_lazy("Your picture or logo"),
        required=False,
        help_text=gettext_lazy(
            "You, your workshop or your sign: what guests recognise you by. It is cut to a square."
        ),
    )
    colours = forms.TypedChoiceField(
        label=gettext_lazy("Colours of your page"),
        choices=[
            ("", gettext_lazy("As your name weaves it")),
            *((number, str(number + 1)) for number in range(VARIANTS)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uploads(self.fields.values(), user)

    def values_of(self, draft: ProducerPageDraft) -> dict[str, Any]:
        stored = draft.portrait or (None if draft.drops_portrait else draft.producer.portrait)
        return {"portrait": stored, "colours": "" if draft.colours is None else draft.colours}

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is to be written; a picture only where one was sent or is to go."""
        facts = super().facts
        picture = facts.pop("portrait", None)
        if "portrait" not in self.changed_data or "portrait" in self.errors:
            return facts
        return facts | {"portrait": picture or "", "drops_portrait": not picture}


class WordsForm(PageStepForm):
    """What a producer says of itself."""

    about = forms.CharField(
        label=gettext_lazy("Tell guests who you are"),
        help_text=gettext_lazy(
            "Since when, how you work, what you are proud of: as you would tell it over tea. An"
            " empty line begins a paragraph."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    about_english = forms.CharField(
        label=gettext_lazy("The same in English, if you have it"),
        help_text=gettext_lazy("Guests from abroad read it. Without it they see your words."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class PeopleForm(PageStepForm):
    """Who works there: name, what they do, and that they agree to be named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_PEOPLE):
            self.fields[f"name-{number}"] = forms.CharField(
                label=_("Name"), max_length=80, required=False
            )
            self.fields[f"role-{number}"] = forms.CharField(
                label=_("What they do"), max_length=120, required=False
            )
            self.fields[f"consent-{number}"] = forms.BooleanField(
                label=_("They agree to be named here"), required=False
            )

    def values_of(self, draft: ProducerPageDraft) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for number, row in enumerate(draft.people[:MOST_PEOPLE]):
            for part in ("name", "role", "consent"):
                values[f"{part}-{number}"] = row.get(part, "")
        return values

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of one person each, for the template."""
        return [
            {
                "number": number + 1,
                "name": self[f"name-{number}"],
                "role": self[f"role-{number}"],
                "consent": self[f"consent-{number}"],
                "questions": [
                    question
                    for question in self.questions()
                    if question.name.endswith(f"-{number}")
                ],
                "is_filled": bool(self[f"name-{number}"].value()),
            }
            for number in range(MOST_PEOPLE)
        ]

    def clean(self) -> dict[str, Any]:
        """A role belongs to a name."""
        data = super().clean() or self.cleaned_data
        for number in range(MOST_PEOPLE):
            if data.get(f"role-{number}") and not data.get(f"name-{number}"):
                self.add_error(f"name-{number}", _("Whose role is it? Please add the name."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """Return the whole list; where a row cannot be read the list stays as it is."""
        if self.errors:
            return {}
        data = self.cleaned_data
        rows = [
            {
                "name": one_line(data[f"name-{number}"]),
                "role": one_line(data[f"role-{number}"]),
                "consent": bool(data[f"consent-{number}"]),
            }
            for number in range(MOST_PEOPLE)
        ]
        return {"people": [row for row in rows if row["name"]]}


class VisitForm(EditConflictMixin, PlaceForm):
    """Where it is, as a typed place of its own province, and how guests find it."""

    visit = forms.CharField(
        label=gettext_lazy("How to find you, and when guests may come"),
        help_text=gettext_lazy(
            "For example: 300 m past the bridge, a blue gate. Guests are welcome on Saturdays;"
            " please call the day before."
        ),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, instance: ProducerPageDraft, **kwargs: Any) -> None:
        self.instance = instance
        place = name_place(instance.commune) if instance.commune else ""
        self.stored = {"place": place, "visit": instance.visit}
        initial = dict(self.stored)
        if instance.commune:
            initial |= {"commune": instance.commune.code, "place_searched": place}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["place"].required = False
        self.keeps_place = not self.is_bound or self._leaves_place(place)

    def offer_communes(self) -> None:
        """Offer the stored place as it is; what else is typed is looked up."""
        stored, place = self.instance.commune, self.stored["place"]
        if stored is None or self._typed("province") or self._typed("place") != place:
            super().offer_communes()
            return
        self.chosen = PlaceProposal(stored.code, place)
        commune: Any = self.fields["commune"]
        commune.label, commune.widget = _("Which of these places?"), forms.RadioSelect()
        commune.choices = [(stored.code, place)]

    def _leaves_place(self, place: str) -> bool:
        """Whether the place was left as the page showed it."""
        seen = read_seen(self.data.get(SEEN)).get("place")
        typed = self._typed("place")
        return not self._typed("province") and (digest(typed) == seen or typed == place)

    def merged_names(self) -> list[str]:
        return [name for name in self.stored if name in self.fields]

    def value_now(self, name: str) -> Any:
        """Return what the draft says: a form that only looked a place up begins with what was typed."""
        return self.stored[name]

    def clean(self) -> dict[str, Any]:
        """The register says the province; the place is one of it."""
        data = super().clean() or self.cleaned_data
        commune = data.get("commune_found")
        if commune and commune.province_id != self.instance.province_id and not self.keeps_place:
            text = _("The register says %(province)s: please choose a place there.")
            self.add_error("place", text % {"province": self.instance.province.name})
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed and can be read; an emptied place is none."""
        data, facts = self.cleaned_data, {}
        if "visit" in data and "visit" not in self.errors:
            facts["visit"] = data["visit"]
        if self.keeps_place or {"place", "commune", "province"} & {*self.errors, *self.conflicts}:
            return facts
        commune = data.get("commune_found")
        if commune or not data.get("place"):
            facts["commune"] = commune
        return facts


class PageContactForm(PageStepForm):
    """How guests reach the producer; each way is shown only where its box is ticked."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    phone_is_public = forms.BooleanField(
        label=gettext_lazy("Show the phone on my page"), required=False
    )
    zalo = forms.CharField(
        label=gettext_lazy("Zalo number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    zalo_is_public = forms.BooleanField(label=gettext_lazy("Show Zalo on my page"), required=False)
    opening_hours = forms.CharField(
        label=gettext_lazy("When you can be reached"),
        help_text=gettext_lazy("For example: 7:00–17:00, closed on Sundays."),
        max_length=200,
        required=False,
    )
    opening_hours_are_public = forms.BooleanField(
        label=gettext_lazy("Show these hours on my page"), required=False
    )

    def values_of(self, draft: ProducerPageDraft) -> dict[str, Any]:
        phones = {
            name: local_phone(value) if (value := getattr(draft, name)) else ""
            for name in ("phone", "zalo")
        }
        return super().values_of(draft) | phones

    def clean_phone(self) -> str:
        return _read(self.cleaned_data["phone"])

    def clean_zalo(self) -> str:
        return _read(self.cleaned_data["zalo"])

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each way with its box, for the template."""
        return [
            (self["phone"], self["phone_is_public"]),
            (self["zalo"], self["zalo_is_public"]),
            (self["opening_hours"], self["opening_hours_are_public"]),
        ]


def _read(text: str) -> str:
    return read_vietnamese_phone(text) if text else ""


class VideoForm(PageStepForm):
    """A film at a host that the page may play."""

    video_url = forms.CharField(
        label=gettext_lazy("Link to your video"),
        help_text=gettext_lazy(
            "From YouTube or Vimeo: open your video there, press “Share”, copy the link."
        ),
        max_length=200,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def clean_video_url(self) -> str:
        """Return the film's own address at its host."""
        text = self.cleaned_data["video_url"].strip()
        if not text:
            return ""
        video = find_video(text)
        if video is None:
            raise ValidationError(
                _(
                    "This is no video of YouTube or Vimeo. Please copy the link from there once more."
                )
            )
        return video.url
