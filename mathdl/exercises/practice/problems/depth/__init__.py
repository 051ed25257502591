"""Problems of chapter 1: neurons, pieces, and how many parameters."""
