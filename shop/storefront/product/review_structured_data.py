"""What search engines read of reviews: only of people who received the product, and only enough."""

from shop.storefront.product.reviews import Section

#: How many are told as texts.
TOLD = 5


def rating_facts(section: Section) -> dict:
    """Return aggregateRating and review for schema.org's Product; nothing while too few spoke."""
    if not section.is_enough:
        return {}
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": section.value,
            "ratingCount": section.total,
            "reviewCount": section.total,
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
            for card in section.cards[:TOLD]
        ],
    }
