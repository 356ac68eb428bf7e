"""Our rules and our organisation, on the screen: what holds, on whose word, what it governs, who changed it and why.

A change is looked at before it is saved: the verdicts of the records in sight, by the old rule and by the new one.
"""
