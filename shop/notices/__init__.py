"""Notices to a seller's people: one event, one notice, by the channels that each has chosen."""
