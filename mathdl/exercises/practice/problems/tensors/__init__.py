"""Problems of chapter 2: shapes, indices, sums over axes."""
