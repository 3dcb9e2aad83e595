"""What search engines read of reviews: only of people who received the product, and only enough."""

from shop.storefront.product.reviews import ReviewSection

#: How many are included as texts.
MAX_REVIEWS = 5


def rating_properties(reviews: ReviewSection) -> dict:
    """Return aggregateRating and review for schema.org's Product; nothing while too few spoke."""
    if not reviews.is_enough:
        return {}
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": reviews.value,
            "ratingCount": reviews.total,
            "reviewCount": reviews.total,
            "bestRating": 5,
            "worstRating": 1,
        },
        "review": [
            {
                "@type": "Review",
                "author": {"@type": "Person", "name": card.name},
                "datePublished": card.written_at.date().isoformat(),
                "reviewBody": card.body,
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": card.score,
                    "bestRating": 5,
                    "worstRating": 1,
                },
            }
            for card in reviews.cards[:MAX_REVIEWS]
        ],
    }
