"""The room's pages: `login` outside the gate (allauth's flows), `links` for links, `account` and `members` inside."""
