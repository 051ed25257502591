"""Paper folded by relus, cut once and unfolded."""

import re

import numpy as np
import pytest
from matplotlib.path import Path

import mathdl as dl
from mathdl.plots import SnowflakePlot
from mathdl.plots.depth.folding import (
    CREASES,
    FLATTEN,
    FOLD,
    Line,
    area,
    count_parameters,
    count_straight,
    crease,
    fold,
    fold_network,
)
from mathdl.plots.depth.snowflake import FILL, SCALES, SHEET, half_way, windows, zoom

AXIS = np.linspace(-1, 1, 81)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)


def folded(p, folds, strength=FOLD):
    """The formula of the book, once more, with nothing of the package."""
    for (nx, ny), c in CREASES[:folds]:
        beyond = np.maximum(p[:, 0] * nx + p[:, 1] * ny - c, 0)
        p = p - strength * beyond[:, None] * np.array([nx, ny])
    return p


def cut_at(folds, angle, offset, strength=FOLD):
    """The cut that the sliders say: a share of the way across the folded sheet."""
    normal = np.array([-np.sin(np.radians(angle)), np.cos(np.radians(angle))])
    across = np.concatenate([part[:, -1] for part in crease(SHEET, CREASES[:folds], strength)])
    across = across @ normal
    return Line(tuple(normal), across.min() + offset * np.ptp(across))


def test_a_fold_is_a_mirror_for_what_lies_beyond_and_leaves_the_rest():
    line = Line.towards(37, 0.25)
    n = np.array(line.normal)
    mirror = np.eye(2) - 2 * np.outer(n, n)  # of the line through 0 with that normal
    beyond = GRID @ n > 0.25
    moved = fold(GRID, line)
    np.testing.assert_array_equal(moved[~beyond], GRID[~beyond])
    np.testing.assert_allclose(moved[beyond], GRID[beyond] @ mirror + 0.5 * n, atol=1e-12)
    flat = fold(GRID, line, FLATTEN)
    np.testing.assert_allclose(flat[beyond] @ n, 0.25, atol=1e-12)
    np.testing.assert_allclose(flat, (GRID + moved) / 2, atol=1e-12)


@pytest.mark.parametrize("strength", [FOLD, FLATTEN])
@pytest.mark.parametrize("folds", range(7))
def test_the_network_is_the_folds_and_the_cut(folds, strength):
    for angle, offset in ((30, 0.4), (0, 0.5), (111, 0.7), (180, 0.1)):
        cut = cut_at(folds, angle, offset, strength)
        network = fold_network(CREASES[:folds], cut, strength)
        said = network(dl.Tensor(GRID)).data[:, 0]
        true = folded(GRID, folds, strength) @ np.array(cut.normal) - cut.offset
        np.testing.assert_allclose(said, true, atol=1e-9)
    assert count_parameters(network) == [3, 13, 25, 37, 49, 61, 73][folds]
    assert [layer.weight.shape[1] for layer in network.layers[::2]] == [3] * folds + [1]
    assert network.layers[1::2] == [dl.relu] * folds


def test_a_crease_that_would_move_the_middle_is_refused():
    with pytest.raises(ValueError, match="must not move the middle"):
        fold_network([Line((1.0, 0.0), -0.1)], Line((0.0, 1.0)))


@pytest.mark.parametrize("relu", ["fold", "flatten"])
@pytest.mark.parametrize("folds", range(7))
def test_the_flat_sheet_shows_what_the_network_says(folds, relu):
    plot, strength = SnowflakePlot(), FOLD if relu == "fold" else FLATTEN
    points = np.random.default_rng(folds).uniform(-1, 1, (400, 2))
    for angle, offset in ((30, 0.4), (77, 0.6), (150, 0.3)):
        plot.draw(folds=folds, angle=angle, offset=offset, relu=relu)
        cut = cut_at(folds, angle, offset, strength)
        said = fold_network(CREASES[:folds], cut, strength)(dl.Tensor(points)).data[:, 0]
        clear = np.abs(said) > 1e-6
        for artist, sign in ((plot.right.kept, -1), (plot.right.away, 1)):
            paths = [Path(path.vertices) for path in artist.get_paths()]
            inside = np.zeros(len(points), bool)
            for path in paths:
                inside |= path.contains_points(points)
            np.testing.assert_array_equal(inside[clear], (np.sign(said) == sign)[clear])


def numbers(sentence):
    """Folds, edges, layers cut through and layers that a sentence tells."""
    folds, edges = re.match(r"(\d+|no) folds?, 1 cut, (\d+|no) edges?", sentence).groups()
    through = re.search(r"through (?:all (\d+)|(\d+) of (\d+)|the one) layer", sentence)
    a, b, c = through.groups() if through else ("0", None, None)
    return [int(n) if n != "no" else 0 for n in (folds, edges, a or b or "1")], c


@pytest.mark.parametrize("folds", range(7))
def test_one_cut_gives_up_to_two_to_the_folds_edges(folds):
    (n, edges, crossed), _ = numbers(SnowflakePlot().draw(folds=folds))
    assert (n, edges, crossed) == (folds, 2**folds, 2**folds)


def test_layers_cut_are_those_in_which_the_network_changes_its_mind():
    plot = SnowflakePlot()
    axis = np.linspace(-0.9995, 0.9995, 700)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    p, layer = grid, np.zeros(len(grid), int)
    for line in CREASES:
        layer = 2 * layer + (line.beyond(p) > 0)
        p = fold(p, line)
    assert len(np.unique(layer)) == 64
    fewer = 0
    for angle, offset in ((30, 0.4), (150, 0.5), (140, 0.3), (100, 0.5), (70, 0.7)):
        cut = cut_at(6, angle, offset)
        away = cut.beyond(p) > 0
        both = np.intersect1d(layer[away], layer[~away])
        (_, _, crossed), of = numbers(plot.draw(folds=6, angle=angle, offset=offset))
        assert crossed == len(both)
        fewer += of is not None
    assert fewer >= 2, "some of these cuts miss layers"


def test_edges_that_meet_in_a_straight_line_are_one():
    plot = SnowflakePlot()
    for angle in (0, 90, 180):  # at right angles to a crease
        sentence = plot.draw(folds=2, angle=angle, offset=0.5)
        assert numbers(sentence)[0] == [2, 2, 4]
        assert "count as one" in sentence
    square = np.array([[[1, 1], [0, 1]], [[0, 1], [-1, 1]], [[-1, 1], [-1, 0]], [[1, 1], [1, 0]]])
    assert count_straight(square) == 3
    assert count_straight(np.zeros((0, 2, 2))) == 0


@pytest.mark.parametrize(("offset", "left"), [(0.0, "nothing"), (1.0, "everything")])
def test_a_cut_beside_the_paper_says_what_it_leaves(offset, left):
    plot = SnowflakePlot()
    for folds in range(7):
        sentence = plot.draw(folds=folds, offset=offset)
        assert f"0 edges: the cut leaves {left}." in sentence
        assert bool(plot.right.kept.get_paths()) == (left == "everything")


def test_the_snowflake_has_the_symmetry_of_its_folds():
    c = np.cos(np.pi / 4)
    turn = np.array([[c, c], [-c, c]])
    disc = GRID[np.linalg.norm(GRID, axis=1) < 1]
    for folds, symmetries in (
        (1, [np.diag([-1, 1])]),
        (2, [np.diag([-1, 1]), np.diag([1, -1])]),
        (3, [np.diag([-1, 1]), np.eye(2)[::-1]]),
        (4, [np.diag([-1, 1]), np.eye(2)[::-1], turn]),
        (6, [np.diag([-1, 1]), np.eye(2)[::-1], turn]),
    ):
        for matrix in symmetries:
            np.testing.assert_allclose(
                folded(disc @ matrix, folds), folded(disc, folds), atol=1e-12
            )


@pytest.mark.parametrize("folds", range(7))
def test_all_layers_together_are_the_sheet_and_keep_their_size(folds):
    parts = crease(SHEET, CREASES[:folds])
    assert len(parts) == 2**folds
    assert sum(area(part[:, 0]) for part in parts) == pytest.approx(4)
    for part in parts:
        for stage in range(folds + 1):
            assert area(part[:, stage]) == pytest.approx(area(part[:, 0]))
        np.testing.assert_allclose(part[:, -1], folded(part[:, 0], folds), atol=1e-12)
        assert np.abs(part).max() <= 2**0.5 + 1e-12


def test_unfolding_opens_the_last_fold_first_and_ends_flat():
    plot = SnowflakePlot()
    plot.draw(folds=3, unfold=1.0)
    for name in ("kept", "away", "letter", "edges"):
        left, right = (getattr(s, name).get_paths() for s in (plot.left, plot.right))
        for a, b in zip(left, right, strict=True):
            np.testing.assert_allclose(a.vertices, b.vertices, atol=1e-12)
    assert plot.left.caption.get_text() == "flat again"
    for part in crease(SHEET, CREASES[:3]):
        np.testing.assert_allclose(half_way(part, 2), part[:, 2], atol=1e-12)
        np.testing.assert_allclose(half_way(part, 2.5), (part[:, 2] + part[:, 3]) / 2, atol=1e-12)


def extent(sheet):
    """The lower left and upper right corner of what is drawn of the paper."""
    paths = [*sheet.kept.get_paths(), *sheet.away.get_paths()]
    corners = np.concatenate([path.vertices for path in paths])
    return corners.min(axis=0), corners.max(axis=0)


@pytest.mark.parametrize("relu", ["fold", "flatten"])
def test_the_folded_paper_is_well_visible_after_any_number_of_folds(relu):
    plot, scales = SnowflakePlot(), []
    for folds in range(7):
        plot.draw(folds=folds, relu=relu)
        low, high = extent(plot.left)
        assert 1.3 < (high - low).max() <= FILL
        assert max(abs(low).max(), abs(high).max()) <= FILL / 2 + 1e-12
        parts = crease(SHEET, CREASES[:folds], FOLD if relu == "fold" else FLATTEN)
        paper = np.concatenate([part[:, -1] for part in parts])
        scales.append(float(((high - low) / np.ptp(paper, axis=0)).max()))
        said = plot.enlarged.get_text()
        assert said == (f"drawn {scales[-1]:g} times as large" if folds > 1 else "")
    assert scales == pytest.approx([1, 1, 1.5, 1.5, 1.5, 3, 3])
    assert set(np.round(scales, 9)) <= set(SCALES)


def test_the_view_opens_smoothly_while_the_paper_unfolds():
    plot = SnowflakePlot()
    plot.draw()
    for folds in (2, 6):
        before = None
        for unfold in np.linspace(0, 1, 401):
            plot.update(**plot.values(folds=folds, unfold=unfold, offset=1.0))
            corners = np.array(extent(plot.left))
            assert np.abs(corners).max() <= FILL / 2 + 1e-12, "nothing leaves the picture"
            assert before is None or np.abs(corners - before).max() < 0.05
            before = corners
        np.testing.assert_allclose(corners, [[-1, -1], [1, 1]], atol=1e-12)


def test_a_window_becomes_the_square_that_is_drawn():
    window = np.array([[0.0, 0.5], [0.5, 1.0]])
    np.testing.assert_allclose(zoom(window, window), [[-1, -1], [1, 1]])
    np.testing.assert_allclose(zoom(np.array([0.375, 0.75]), window), [0.5, 0])


def test_a_flap_standing_upright_looks_like_a_bare_relu():
    """Half-way, seen from above, every fold is what relu without the 2 does."""
    for line in CREASES:
        (upright, flat) = (crease(SHEET, [line], strength) for strength in (FOLD, FLATTEN))
        for a, b in zip(upright, flat, strict=True):
            np.testing.assert_allclose(half_way(a, 0.5), b[:, 1], atol=1e-12)


def test_a_bare_relu_presses_the_sheet_onto_creases():
    plot = SnowflakePlot()
    for folds, share, edges in ((1, "50", 2), (2, "75", 2), (3, "87.5", 3)):
        sentence = plot.draw(folds=folds, relu="flatten")
        assert f"1 cut, {edges} edges: {share} % of the sheet is pressed" in sentence
        flat = folded(GRID, folds, FLATTEN)
        assert len(np.unique(flat.round(9), axis=0)) < len(np.unique(GRID, axis=0))
    assert "2 bare relus" in plot.draw(folds=2, relu="flatten")


def test_scissors_stand_on_the_cut_and_the_letter_is_mirrored():
    plot = SnowflakePlot()
    plot.draw()
    for folds in range(7):
        plot.draw(folds=folds)
        cut, window = cut_at(folds, 30, 0.4), windows(crease(SHEET, CREASES))[:, folds]
        ends = np.stack(plot.cut.get_data(), axis=1)
        np.testing.assert_array_equal(plot.scissors.get_position(), ends[0])
        on_sheet = window.mean(axis=0) + ends * np.ptp(window, axis=0) / 2
        np.testing.assert_allclose(cut.beyond(on_sheet), 0, atol=1e-12)
    for folds, handed in ((0, 1), (1, -1), (2, 1)):
        plot.draw(folds=folds, offset=1.0)
        x, y = plot.left.letter.get_paths()[0].vertices[:4].T
        assert np.sign(x @ np.roll(y, -1) - y @ np.roll(x, -1)) == handed
    without = SnowflakePlot(letter=False)
    without.draw()
    assert not without.right.letter.get_paths()
