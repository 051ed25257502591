"""Pictures of chapter 12: attend."""
