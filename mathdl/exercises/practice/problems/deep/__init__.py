"""Problems of chapter 8: products through depth, fair starts, normalising, clipping."""
