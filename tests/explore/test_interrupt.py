"""The interrupt button of a real kernel stops what plays, and says nothing about it."""

import time
from ast import literal_eval

import pytest
from jupyter_client.manager import start_new_kernel

PLAY = """
import threading
import time

from mathdl.explore import explore
from mathdl.plots import Clock, Plot


class CountingPlot(Plot):
    controls = {"time": Clock(0, 100_000, "time")}
    size = (1, 1)

    def build(self, figure):
        pass

    def update(self, time):
        return f"It is {time}."


def playing():
    explorer = explore(CountingPlot())
    picture = explorer.pictures[0]
    picture.observe(lambda c: picture._heard(picture, {"painted": c["new"]}, []), "number")
    explorer.players[0].play()
    return explorer.players[0]


players = [playing(), playing()]
"""


@pytest.fixture
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client, code="", ask="None"):
    """Run a cell, which must not fail; return the value of an expression after it."""
    reply = client.execute(code, user_expressions={"asked": ask}, reply=True, timeout=30)
    while reply["content"]["status"] == "aborted":  # with the cell interrupted, what came behind it
        time.sleep(0.1)
        reply = client.execute(code, user_expressions={"asked": ask}, reply=True, timeout=30)
    assert reply["content"]["status"] == "ok"
    return literal_eval(reply["content"]["user_expressions"]["asked"]["data"]["text/plain"])


PLAYING = "[player.playing for player in players]"


def require_all_stopped(client):
    end = time.monotonic() + 5
    while (said := run(client, ask=PLAYING)) != [False, False]:
        assert said == [True, True]
        assert time.monotonic() < end, "it plays on"
    buttons = run(client, "time.sleep(0.5)", "[p.button.description for p in players]")
    assert buttons == ["▶ Play"] * 2


def test_between_cells(kernel):
    manager, client = kernel
    run(client, PLAY)
    for _ in range(2):  # also after the cells that ran since the first
        assert run(client, ask=PLAYING) == [True, True]
        time.sleep(0.3)
        manager.interrupt_kernel()
        require_all_stopped(client)
        run(client, "for player in players: player.play()")


def test_while_a_cell_computes(kernel):
    manager, client = kernel
    run(client, PLAY)
    asked = client.execute("time.sleep(30)")
    time.sleep(1)
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=30))["parent_header"]["msg_id"] != asked:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    require_all_stopped(client)
