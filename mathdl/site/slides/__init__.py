"""A chapter as slides: its questions, its pictures, alive, and what they answer."""
