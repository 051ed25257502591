"""The pictures of chapter 10, Read handwritten digits."""
