"""Sheets: exercises of a chapter to hand out, as a notebook, on paper, and with a key."""
