"""Two products side by side, and what a merge would do, as plain objects."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalogue.cards import Photo, photos, stock_left
from catalogue.clock import today
from catalogue.duplicates.relations import followers
from catalogue.duplicates.succession import contradictory, current_after
from catalogue.models import Certificate, DuplicateCandidate, Product
from catalogue.policies import is_displayable
from shop.dashboard.certificates.selection import CertificateRow, certificate_row
from shop.order.models import Line

LABELS = {
    "basket.SavedLine.product": _("goods saved for later"),
    "catalogue.LabelStatement.product": _("statements of the label"),
    "catalogue.ProductImage.product": _("pictures"),
    "catalogue.RegisterEntry.product": _("rows of the register"),
    "catalogue.StarReport.product": _("reports of a false star"),
    "catalogue.Takedown.product": _("takedowns"),
    "cms.StoryProduct.product": _("stories"),
    "customer.ProductAlert.product": _("reminders of customers"),
    "order.Line.product": _("lines of orders"),
    "reviews.ProductReview.product": _("reviews"),
    "wishlists.Line.product": _("entries of wish lists"),
}


@dataclass(frozen=True, slots=True)
class ProductSide:
    """One of the two products; `stock` is None where pieces are not counted."""

    pk: int
    title: str
    url: str
    producer: str
    place: str
    unit: str
    has_stock_record: bool
    stock: int | None
    orders: int
    reviews: int
    register_rows: int
    pictures: list[Photo]
    certificates: list[CertificateRow]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: what follows (label, number), which certificate then stands."""

    kept: Product
    merged: Product
    following: list[tuple[str, int]]
    certificates: int
    current: CertificateRow | None
    stock_follows: bool
    stock_stays: bool
    contradiction: bool


def product_side(product: Product) -> ProductSide:
    """Return one of the two with everything that tells them apart."""
    on = today()
    province, commune = product.province, product.commune
    certificates = product.certificates.select_related("product__producer").order_by("-valid_from")
    return ProductSide(
        pk=product.pk,
        title=product.title,
        url=product.get_absolute_url() if is_displayable(product) else "",
        producer=product.producer.name if product.producer else "",
        place=", ".join(place.name for place in (commune, province) if place),
        unit=product.unit,
        has_stock_record=product.stock_record is not None,
        stock=stock_left(product),
        orders=Line.objects.filter(product=product).count(),
        reviews=product.reviews.count(),
        register_rows=product.register_entries.count(),
        pictures=photos(product)[:3],
        certificates=[certificate_row(certificate, on) for certificate in certificates],
    )


def merge_preview(candidate: DuplicateCandidate, kept: Product) -> MergePreview:
    """Return what merging the other product of the pair into `kept` would do."""
    merged = candidate.second if candidate.first_id == kept.pk else candidate.first
    certificates = list(
        Certificate.objects.filter(product__in=[kept, merged]).select_related("product__producer")
    )
    current = current_after(certificates, kept_id=kept.pk)
    return MergePreview(
        kept=kept,
        merged=merged,
        following=_following(merged),
        certificates=sum(each.product_id == merged.pk for each in certificates),
        current=certificate_row(current, today()) if current else None,
        stock_follows=kept.stock_record is None and merged.stock_record is not None,
        stock_stays=kept.stock_record is not None and merged.stock_record is not None,
        contradiction=contradictory(certificates),
    )


def _following(merged: Product) -> list[tuple[str, int]]:
    counted = [
        (str(LABELS[follower.label]), follower.rows(merged).count())
        for follower in followers()
        if follower.label in LABELS
    ]
    return [(label, number) for label, number in counted if number]
