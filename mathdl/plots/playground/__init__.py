"""The pictures of chapter 9, Design your own network."""
