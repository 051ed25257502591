"""What every picture stands on."""
