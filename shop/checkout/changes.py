"""What changed between the review that the buyer saw and the order as it would be now, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shop.checkout.review import CheckoutReview
from theme.formats import dong, weekday_date


def seen_facts(review: CheckoutReview) -> dict[str, Any]:
    """Return what the buyer would want to know of, as plain JSON; money in whole đồng."""
    return {
        "lines": {
            str(line.product_id): [line.title, line.quantity, line.unit_price, line.stars]
            for parcel in review.parcels
            for line in parcel.lines
        },
        "gaps": gaps_of(review),
        "shipping": review.shipping,
        "parcels": {
            str(parcel.partner): [
                parcel.seller_name,
                parcel.pickup_address,
                parcel.promise.first.isoformat(),
                parcel.promise.last.isoformat(),
            ]
            for parcel in review.parcels
        },
        "promotions": [[each.name, each.amount] for each in review.promotions.applied],
    }


def gaps_of(review: CheckoutReview) -> dict[str, list[str]]:
    """Return what the buyer has to accept as missing on labels, by the key of the product."""
    return {
        str(line.product_id): [str(gap) for gap in line.label_gaps]
        for line in review.lines_with_label_gaps
    }


def what_changed(seen: dict[str, Any], review: CheckoutReview) -> list[str]:
    """Return one sentence for each difference; none when nothing was seen before."""
    if not seen:
        return []
    now = seen_facts(review)
    sentences = []
    for key, (title, quantity, price, stars) in seen["lines"].items():
        name = {"name": title}
        if key not in now["lines"]:
            sentences.append(_("“%(name)s” can no longer be ordered.") % name)
            continue
        _title, new_quantity, new_price, new_stars = now["lines"][key]
        if new_price != price:
            prices = {"before": dong(price), "now": dong(new_price)}
            sentences.append(
                _("The price of “%(name)s” is now %(now)s; it was %(before)s.") % (name | prices)
            )
        if new_quantity != quantity:
            counts = {"before": quantity, "now": new_quantity}
            sentences.append(
                _("The quantity of “%(name)s” is now %(now)d; it was %(before)d.") % (name | counts)
            )
        if new_stars != stars:
            sentences.append(_("The OCOP certificate of “%(name)s” has changed.") % name)
    added = [line for key, line in now["lines"].items() if key not in seen["lines"]]
    sentences += [_("“%(name)s” has been added.") % {"name": line[0]} for line in added]
    if now["shipping"] != seen["shipping"]:
        prices = {"before": dong(seen["shipping"]), "now": dong(now["shipping"])}
        sentences.append(_("Delivery now costs %(now)s; it was %(before)s.") % prices)
    for key, parcel in now["parcels"].items():
        sentences += _what_changed_of(seen.get("parcels", {}).get(key, parcel), parcel)
    return sentences + _promotions_changed(seen.get("promotions", []), review)


def _promotions_changed(seen: list[list[Any]], review: CheckoutReview) -> list[str]:
    """Say what became of each promotion; a code that gives nothing any more says why."""
    now = {each.name: each.amount or 0 for each in review.promotions.applied}
    sentences = []
    for name, amount in seen:
        if name not in now:
            sentences.append(_("“%(name)s” does not count any more.") % {"name": name})
        elif now[name] != amount:
            amounts = {"before": dong(amount), "now": dong(now[name])}
            sentences.append(
                _("“%(name)s” now takes off %(now)s; it was %(before)s.")
                % ({"name": name} | amounts)
            )
    before = {name for name, _amount in seen}
    sentences += [
        _("“%(name)s” now takes off %(now)s.") % {"name": name, "now": dong(amount)}
        for name, amount in now.items()
        if name not in before
    ]
    sentences += [
        _("Code %(code)s: %(reason)s") % {"code": each.code, "reason": each.reason}
        for each in review.promotions.refused
    ]
    return sentences


def _what_changed_of(seen: list[str], now: list[str]) -> list[str]:
    """Say that a parcel comes another day, or is picked up elsewhere, than the buyer saw."""
    name, place, *days = now
    if place != seen[1]:
        sentence = (
            _("“%(name)s” now hands its parcel over here: %(place)s.")
            if place
            else _("“%(name)s” no longer offers pickup: its parcel is sent.")
        )
        return [sentence % {"name": name, "place": place}]
    if days != seen[2:]:
        first, last = (weekday_date(date.fromisoformat(day)) for day in days)
        return [
            _("The parcel from “%(name)s” is now expected from %(first)s to %(last)s.")
            % {"name": name, "first": first, "last": last}
        ]
    return []
