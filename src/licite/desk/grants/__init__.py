"""Members and their grants, for whoever gives rights: who works here, with what, and what a change would open."""
