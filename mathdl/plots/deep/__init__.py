"""The pictures of chapter 8, Train a hundred layers."""
