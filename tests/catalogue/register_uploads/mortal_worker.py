"""A worker that takes one register file, in a process of its own.

As `die` it is killed when all of it is written; as `beside` somebody else writes at every step, and
as `changed` what the file stands on is changed once meanwhile.
"""

import os
import signal
import sqlite3
import sys

import django


def main(how: str) -> None:
    """Apply or read what waits."""
    django.setup()
    from django.db import connection

    from catalogue.register_uploads import processing, rehearsal, statement_replay

    shop, statements = str(connection.settings_dict["NAME"]), list(MEANWHILE.get(how, ()))

    def write_beside(_upload, done, total):
        while statements and total:
            with sqlite3.connect(shop, timeout=5) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute(statements.pop())

    if how == "die":
        execute = statement_replay.execute
        statement_replay.execute = lambda cursor, statements: (
            execute(cursor, statements),
            os.kill(os.getpid(), signal.SIGKILL),
        )
    rehearse, rounds = rehearsal._rehearse, []
    rehearsal._rehearse = lambda *what: (rounds.append(how), rehearse(*what))[1]
    if how in MEANWHILE:
        processing.tell_progress = write_beside
    processing.process_waiting()
    if statements:
        sys.exit("Nobody could write meanwhile.")
    if len(rounds) != ROUNDS.get(how, 1):
        sys.exit(f"Worked out {len(rounds)} times.")


#: What orders and visitors write lets the work stand; a change to the books has it done anew.
ROUNDS = {"changed": 2}
MEANWHILE = {
    "beside": [
        "UPDATE users_user SET first_name = 'Another' WHERE first_name <> ''",
        "INSERT INTO search_outboxentry"
        " (kind, object_id, created, written, attempts, error, set_aside)"
        " VALUES ('product', 1, '2026-11-21', 0, 0, '', 0)",
    ],
    "changed": ["UPDATE catalogue_category SET description = 'Changed meanwhile'"],
}


if __name__ == "__main__":
    main(sys.argv[-1])
