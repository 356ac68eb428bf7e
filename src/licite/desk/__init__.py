"""Composition only: navigation, homes, the contact list and page, the explorer of the journal, one's own rights."""
