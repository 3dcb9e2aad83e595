"""An append-only log of all certificates, so that no star can be changed silently.

Each entry is bound to the one before by SHA-256. Whoever keeps one hash can prove later that
nothing before it was rewritten; whoever has the entries can check every link.
"""
