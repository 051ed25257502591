"""The pictures of chapter 0, Start here."""
