"""The minimisation report: which fields are filled without being used, and which have no purpose."""
