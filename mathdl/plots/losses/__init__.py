"""The pictures of chapter 5, Measure success with a loss."""
