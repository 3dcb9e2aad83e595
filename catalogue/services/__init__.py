"""Verbs: every change to what we sell goes through here, keyword-only and atomic."""
