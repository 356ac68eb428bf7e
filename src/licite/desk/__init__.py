"""Composition only: navigation, search, homes, week and team, contact list, saved views, acts on many, page and dossier,
members and grants, profiles, portfolios and hand-overs, access requests, our rules, minimisation, explorer of the
journal, who opened my records, own rights, health.
"""
