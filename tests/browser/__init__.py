"""The thin path in headless Chromium, on a demo that `licite up` really serves."""
