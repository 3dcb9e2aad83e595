"""The page on which anybody reports a star that is not true, and the page that says what came of it."""
