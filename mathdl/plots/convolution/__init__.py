"""Pictures of chapter 11: see with convolutions."""
