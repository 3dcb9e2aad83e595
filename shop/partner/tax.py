"""The value added tax that prices contain: which class, which rate, how many đồng.

Prices include it (Luật 19/2023 Đ.37.1.g). The tax of everything that has one rate and one seller is
rounded once, half up, and split over its parts by the largest remainder: parts always come to the
sum. Nothing here reads a clock: an order keeps what was worked out on its day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalogue.models import Product
from catalogue.policies import is_alcohol
from shop.partner.models import Partner, StockRecord
from shop.partner.splitting import split_amount
from shop.partner.tax_rates import TaxClass, rate_on


@dataclass(frozen=True, slots=True)
class AppliedRate:
    """The class and rate that an amount was taxed by; no percentage where no VAT is charged."""

    tax_class: str
    percent: Decimal | None

    @property
    def label(self) -> str:
        """Return it in words for people."""
        if self.percent is not None:
            return _("VAT %(percent)s %%") % {
                "percent": number_format(f"{self.percent.normalize():f}")
            }
        if self.tax_class == TaxClass.NOT_CHARGED:
            return _("The seller charges no VAT (household or direct method)")
        return _("Not subject to VAT")


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """Whole đồng, tax included, and how much of them is tax; negative in what takes back."""

    rate: AppliedRate
    amount: int
    tax: int

    @property
    def net(self) -> int:
        """Return the amount without its tax."""
        return self.amount - self.tax


def class_of(record: StockRecord, product: Product) -> TaxClass:
    """Return the class of what a seller offers: the seller's own, a person's choice, else the law's.

    Unprocessed farm goods are never guessed: only a person can tell what is unprocessed.
    """
    if not record.partner.charges_vat:
        return TaxClass.NOT_CHARGED
    if record.tax_class:
        return TaxClass(record.tax_class)
    return TaxClass.EXCISE if is_alcohol(product) else TaxClass.STANDARD


def applied_rate(tax_class: str, on: date) -> AppliedRate:
    """Return what a class is taxed by on a day in Vietnam; raises NoTaxRate."""
    return AppliedRate(tax_class, rate_on(tax_class, on).percent)


def delivery_rate(partner: Partner, on: date) -> AppliedRate:
    """Return what a seller's delivery is taxed by: a service like others."""
    return applied_rate(TaxClass.STANDARD if partner.charges_vat else TaxClass.NOT_CHARGED, on)


def contain_tax(parts: Sequence[tuple[AppliedRate, int]]) -> list[TaxedAmount]:
    """Return the parts of one seller's sale with the tax that each contains, in their order."""
    taxes = [0] * len(parts)
    for percent in {rate.percent for rate, _amount in parts if rate.percent is not None}:
        places = [place for place, (rate, _amount) in enumerate(parts) if rate.percent == percent]
        amounts = [parts[place][1] for place in places]
        if any(amounts):
            split = split_amount(tax_within(sum(amounts), percent), amounts)
            for place, tax in zip(places, split, strict=True):
                taxes[place] = tax
    return [
        TaxedAmount(rate, amount, tax) for (rate, amount), tax in zip(parts, taxes, strict=True)
    ]


def tax_within(amount: int, percent: Decimal) -> int:
    """Return the tax within an amount that includes it, rounded half up to whole đồng."""
    part = int(percent * 1000)
    whole = 100_000 + part
    return (2 * amount * part + whole) // (2 * whole)


def sum_by_rate(parts: Iterable[TaxedAmount]) -> tuple[TaxedAmount, ...]:
    """Add up by rate, the highest first, then what is not taxed; sums of nothing are left out."""
    sums: dict[AppliedRate, TaxedAmount] = {}
    for part in parts:
        rate = _shown_rate(part.rate)
        before = sums.get(rate, TaxedAmount(rate, 0, 0))
        sums[rate] = TaxedAmount(rate, before.amount + part.amount, before.tax + part.tax)
    ordered = sorted(
        (row for row in sums.values() if row.amount),
        key=lambda row: (row.rate.percent is None, -(row.rate.percent or 0), row.rate.tax_class),
    )
    return tuple(ordered)


def _shown_rate(rate: AppliedRate) -> AppliedRate:
    """People read percentages, whatever the class behind them."""
    return rate if rate.percent is None else AppliedRate("", rate.percent)
