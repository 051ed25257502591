"""The pictures of chapter 3, Follow the chain rule."""
