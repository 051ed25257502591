"""Problems of chapter 9: baselines, budgets, error bars."""
