"""Kinds of answers: how each is read, compared, and told apart from a mistake."""
