"""Dates without a doubt about day and month: 21 Nov 2026; numbers as 1,234.5."""

DATE_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "H:i, j M Y"
SHORT_DATETIME_FORMAT = "H:i, j M Y"
TIME_FORMAT = "H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
