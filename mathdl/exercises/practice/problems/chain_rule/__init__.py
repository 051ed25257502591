"""Problems of chapter 3: slopes, functions in a row, several inputs."""
