"""What is searched. No row here is a fact: all of it can be rebuilt at any time."""

from contextvars import ContextVar
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.audience import Audience


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Adjectives of search entries."""

    def in_force(self, on: date, audience: Audience = Audience.PUBLIC) -> Self:
        """Entries of products that an audience may see and that are certified on that day.

        The same question as the gate, asked of the entry: an entry that lags behind can miscount
        for a moment, but what a page shows is read through the gate again.
        """
        return self.shown_to(audience).filter(valid_from__lte=on, valid_until__gte=on)

    def ended(self, on: date, audience: Audience = Audience.PUBLIC) -> Self:
        """Entries of products that an audience may see, certified until before that day."""
        return self.shown_to(audience).filter(valid_until__lt=on)

    def shown_to(self, audience: Audience) -> Self:
        """Entries of products that an audience may see, certified or not."""
        shown = self.filter(shown=True)
        return shown if audience is Audience.ADULT else shown.filter(adults_only=False)


#: The numbers of SearchVersion as this request has seen them; None outside a request.
_seen: ContextVar[dict[int, int] | None] = ContextVar("search-versions", default=None)

#: What in_force() asks; indexes hold it whole, because a row with its texts is slow to read.
IN_FORCE = ("valid_until", "valid_from", "shown", "adults_only")


class SearchEntry(models.Model):
    """Mục tìm kiếm: the document of one product, the same for every engine.

    Words stand between single spaces, also at both ends, so that " ca " finds the word and not
    "cam". `price` is whole đồng; `price_step` its index in price_ranges.PRICE_LADDER. The window
    `valid_from`–`valid_until` (last day included) is that of the certificate in force, or of the
    next one. `proofs` holds the days of proofs besides it (proof_windows.py). `adults_only` is shown
    after a declaration of age. `revision` grows with every change, so that an older copy never
    replaces a newer one.
    """

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    revision = models.PositiveBigIntegerField(default=1)
    shown = models.BooleanField(default=False)
    adults_only = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    node = models.PositiveIntegerField(null=True)
    province = models.PositiveIntegerField(null=True)
    former_province = models.PositiveIntegerField(null=True)
    producer = models.PositiveIntegerField(null=True)
    producer_kind = models.CharField(max_length=20, blank=True)
    price = models.PositiveIntegerField(null=True)
    price_step = models.PositiveSmallIntegerField(null=True)
    in_stock = models.BooleanField(default=False)
    proofs = models.TextField(blank=True, default="")
    name = models.TextField()
    name_marked = models.TextField()
    words = models.TextField()
    words_marked = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [
            models.Index("producer", *IN_FORCE, name="search_by_producer"),
            models.Index("province", *IN_FORCE, "producer", name="search_by_province"),
        ]

    def __str__(self) -> str:
        return self.name.strip()


class PageKind(models.TextChoices):
    """The pages that are searched besides products."""

    STORY = "story", _("story")
    PROVINCE = "province", _("province")


class PageEntry(models.Model):
    """Mục trang: the document of one story or province page, the same for every engine."""

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    revision = models.PositiveBigIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=PageKind.choices)
    shown = models.BooleanField(default=False)
    first_published = models.DateTimeField(null=True)
    name = models.TextField()
    name_marked = models.TextField()
    words = models.TextField()
    words_marked = models.TextField()

    class Meta:
        verbose_name = "page entry"
        verbose_name_plural = "page entries"

    def __str__(self) -> str:
        return self.name.strip()


class SearchWord(models.Model):
    """Từ đã biết: one folded word of the index and the number of products that have it."""

    folded = models.CharField(max_length=60, primary_key=True)
    products = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "search word"
        verbose_name_plural = "search words"

    def __str__(self) -> str:
        return self.folded


class SearchVersion(models.Model):
    """Phiên bản danh mục: a row whose number grows whenever what can be found changes.

    Counts kept in memory are good for one number and one day. Whole pages show more than what is
    searched (texts, stock, delivery), so they have a number of their own in the row PAGES, and so
    do the names of producers, which change rarely. LABEL_GATE and ALCOHOL_SALE hold under which
    step of the label gate, and with which right to sell alcohol, the entries were made.
    """

    FOUND, PAGES, PRODUCERS, LABEL_GATE, ALCOHOL_SALE = 1, 2, 3, 4, 5

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "catalogue version"
        verbose_name_plural = "catalogue versions"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls, which: int = FOUND) -> int:
        """Return the number of now, 0 before anything was indexed; one request sees one number."""
        numbers = _seen.get()
        if numbers is None:
            return cls._read().get(which, 0)
        if not numbers:
            numbers |= {cls.FOUND: 0} | cls._read()
        return numbers.get(which, 0)

    @classmethod
    def bump(cls, which: int = FOUND) -> None:
        """Raise a number, because what it stands for has changed."""
        if not cls.objects.filter(pk=which).update(number=models.F("number") + 1):
            cls.objects.get_or_create(pk=which)
        if (numbers := _seen.get()) is not None:
            numbers.clear()

    @staticmethod
    def begin_request(**kwargs: Any) -> None:
        """Read the numbers once from here on, because a search asks for them seven times."""
        _seen.set({})

    @staticmethod
    def end_request(**kwargs: Any) -> None:
        """Read the numbers whenever they are asked for, as workers and commands do."""
        _seen.set(None)

    @classmethod
    def _read(cls) -> dict[int, int]:
        return dict(cls.objects.values_list("pk", "number"))


class OutboxKind(models.TextChoices):
    """What an outbox row is about."""

    PRODUCT = "product", _("product")
    PAGE = "page", _("page")


class OutboxEntry(models.Model):
    """Hộp thư đi: something changed and is not indexed yet.

    Written in the transaction of the change, deleted when every index has it, so that a crash in
    between loses nothing. `written`: the entry is rewritten and only the cluster waits.
    `set_aside`: the cluster refused the document itself; `error` says why.
    """

    kind = models.CharField(max_length=10, choices=OutboxKind.choices)
    object_id = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now_add=True)
    written = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    set_aside = models.BooleanField(default=False)

    class Meta:
        verbose_name = "outbox entry"
        verbose_name_plural = "outbox entries"
        indexes = [models.Index("id", condition=Q(set_aside=False), name="search_outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchTerm(models.Model):
    """Từ khoá đã tìm: how often a text was searched for on a day, and what it found last.

    Stored without any trace of who asked. Texts that may name a person (numbers, e-mail
    addresses) are never stored (Luật 91/2025/QH15).
    """

    day = models.DateField()
    text = models.CharField(max_length=60)
    searches = models.PositiveIntegerField(default=1)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("searched text")
        verbose_name_plural = _("searched texts")
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="searched_text_day")]

    def __str__(self) -> str:
        return self.text
