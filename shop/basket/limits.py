"""How many pieces: the limits of a basket, read by its services, the settings and the pages."""

#: The most pieces that a basket holds, and therefore a line; Oscar's own name for it is
#: OSCAR_MAX_BASKET_QUANTITY_THRESHOLD.
MOST_PIECES = 999
#: The most that the stepper of a product page offers; who wants more types it in the basket.
MOST_ON_STEPPER = 99
