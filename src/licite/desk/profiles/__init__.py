"""Profiles for people who are no programmers: a matrix to read, a form to change one, and what that would move."""
