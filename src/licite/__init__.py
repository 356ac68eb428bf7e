"""Licite: a customer base that a company can share with its sales people without risk."""

__version__ = "0.1.0"
