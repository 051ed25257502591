"""Problems of chapter 12: pairs of letters, surprise, shares of attention, shapes of heads."""
