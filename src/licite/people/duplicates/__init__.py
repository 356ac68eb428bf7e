"""Records that may be of one person: how alike they are (`likeness`, pure), and what a merge carries (`carrying`)."""
