"""The words products are found by. Nothing here is a fact: it can be rebuilt at any time."""

from django.db import models


class SearchEntry(models.Model):
    """Mục tìm kiếm: one product's words, folded and with marks, and what lists filter and sort by.

    Words stand between single spaces, also at both ends, so that " ca " finds the word and not
    "cam". `price` is whole đồng of the first stock record. Whether the product may be shown is
    never kept here: the gate is asked each time.
    """

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    price = models.PositiveIntegerField(null=True)
    in_stock = models.BooleanField(default=False)
    producer_kind = models.CharField(max_length=20, blank=True)
    name = models.TextField()
    name_marked = models.TextField()
    words = models.TextField()
    words_marked = models.TextField()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.name.strip()
