"""Problems of chapter 5: prices of residuals, surprise, and how hard a loss pulls."""
