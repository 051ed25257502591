"""A connection between page and kernel that does not wait to fill packets."""

from __future__ import annotations

import asyncio

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """JupyterLab's connection, with TCP_NODELAY set: frames of a dragged slider go out at once."""

    def connect(self) -> asyncio.Future | None:
        """Set the option once the socket is open."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
