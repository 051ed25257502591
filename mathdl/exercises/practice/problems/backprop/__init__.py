"""Problems of chapter 6: messages in a graph, gradients of weights, shapes on the way back."""
