"""Problems of chapter 10: confusion matrices, votes, calibration, nudges."""
