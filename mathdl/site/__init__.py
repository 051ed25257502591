"""The web edition: the whole book on static pages, every picture and every box alive."""
