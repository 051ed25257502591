"""Pictures of chapter 9: the workbench, and what one should ask before believing it."""
