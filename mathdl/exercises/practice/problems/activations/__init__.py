"""Problems of chapter 4: slopes of bends, sleeping units, softmax."""
