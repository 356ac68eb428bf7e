"""What was planted in the demo, to be searched for."""

from licite.console.demo.markers import MARKERS, PHONES, SIRENS

EVERY_MARKER = (*MARKERS.values(), *PHONES.values(), *SIRENS.values())
"""What must be found in no byte outside the envelopes: the base words, phones and company numbers."""
