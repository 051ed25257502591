"""The pictures of chapter 4, Bend the line with activations."""
