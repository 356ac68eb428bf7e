"""Portfolios on screen: opened, named, closed; the rules of who belongs where; a hand-over looked at, then carried out."""
