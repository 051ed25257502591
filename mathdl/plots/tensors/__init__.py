"""The pictures of chapter 2, Hold data in tensors."""
