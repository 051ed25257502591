"""The pictures of chapter 1, See what depth buys."""
