"""Problems of chapter 7: steps, curvature, momentum, Adam."""
