"""The pictures of chapter 7, Walk downhill."""
