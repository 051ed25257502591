"""The pictures of chapter 6, Send the error back."""
