"""The suppression list as its keeper works with it: files from outside, the bulk check, the command."""
