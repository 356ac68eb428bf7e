"""Access asked for: the form of who asks, where it stands, and the page of who answers."""
