"""What PostgreSQL lets any role do and no grant can close: said in docs/security, and kept from growing unseen.

None gives a value or a row of a person. Those that outlive the transaction are healed when the server starts
(`ops.bootstrap` lays the roles anew) or by the watchdog.
"""

RESIDUE = (
    (
        "how many rows a table has, roughly",
        "SELECT reltuples, relpages FROM pg_class WHERE relname = 'people_contact'",
    ),
    (
        "how many rows were written",
        "SELECT n_live_tup, n_tup_ins FROM pg_stat_user_tables WHERE relname = 'people_contact'",
    ),
    (
        "how many contacts were ever numbered",
        "SELECT last_value FROM pg_sequences WHERE sequencename = 'people_contact_id_seq'",
    ),
    ("a number burnt", "SELECT nextval('people_contact_id_seq')"),
    ("how many rows a plan expects", "EXPLAIN SELECT FROM people_contact WHERE country = 'FR'"),
    ("how fast the house writes", "SELECT pg_current_wal_lsn()"),
    ("who the colleagues are, and who works in one's own portfolios", "SELECT name FROM access_member"),
    ("what the portfolios are called", "SELECT name FROM gate.portfolio_names()"),
    ("longer statements, until the watchdog ends them", "SET LOCAL statement_timeout = 0"),
    (
        "the search table locked, until the watchdog ends it",
        "LOCK TABLE people_token IN ACCESS EXCLUSIVE MODE",
    ),
    ("a knock on the queue's channel", "NOTIFY \"procrastinate_queue_v1#default\", '{}'"),
    ("listening to the queue's channel: hints without data", "LISTEN procrastinate_any_queue_v1"),
    ("plans of one's own queries in the server's log", "SET LOCAL debug_print_plan = on"),
    ("the role's own password, until the next start", "ALTER ROLE licite_web PASSWORD 'x'"),
    (
        "the role's own defaults, until the next start",
        "ALTER ROLE licite_web SET default_transaction_read_only = on",
    ),
    (
        "rights on what the role might own: it owns nothing",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    ),
    (
        "which acts were ever journalled, for what and on which fields; not whose, nor about whom",
        "SELECT purpose, act, fields FROM journal.deed",
    ),
    (
        "rows of the journal about oneself, written without a page",
        "SELECT gate.write('x:y:z', '{1}', '{}', '{}', '-')",
    ),
)
