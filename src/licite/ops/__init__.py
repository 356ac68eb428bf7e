"""Runs Licite on one machine: home folder, embedded PostgreSQL, its roles, and the supervisor.

Promises: nothing else has to be installed; no secret leaves the home folder; it works without Django,
so that it can start, stop and repair what Django needs.
"""
