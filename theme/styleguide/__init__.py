"""The living style guide: every component from its own template, in each of its states."""
