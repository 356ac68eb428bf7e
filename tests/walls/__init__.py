"""The walls, attacked: hostile SQL, the catalogue's lint, every URL × profile."""
