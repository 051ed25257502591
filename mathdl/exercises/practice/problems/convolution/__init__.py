"""Problems of chapter 11: sliding by hand, sizes, parameters, how far an output sees."""
