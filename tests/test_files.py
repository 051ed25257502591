"""Small files: read without hanging, written whole or not at all."""

import os
import stat

import pytest

from mathdl.files import read_plain, write_whole


def test_what_is_written_is_read(tmp_path):
    file = tmp_path / "a"
    for content in (b"", b"one", bytes(range(256)) * 40):
        write_whole(file, content)
        assert read_plain(file, most=len(content)) == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    with pytest.raises(OSError, match="a has more than 0 kB; remove it or move it away"):
        read_plain(tmp_path / "a", most=4)


@pytest.mark.skipif(os.name == "nt", reason="to make a link needs rights on Windows")
def test_a_link_is_replaced_and_never_followed(tmp_path):
    (tmp_path / "other").write_bytes(b"not to be touched")
    (tmp_path / "a").symlink_to("other")
    with pytest.raises(OSError, match="a is a link, not a file"):
        read_plain(tmp_path / "a", most=100)
    write_whole(tmp_path / "a", b"new")
    assert not (tmp_path / "a").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "other").read_bytes() == b"not to be touched"


@pytest.mark.parametrize("breaks", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, breaks):
    def interrupted(*_):
        raise KeyboardInterrupt

    write_whole(tmp_path / "a", b"old")
    monkeypatch.setattr(os, breaks, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_has_the_rights_that_the_user_gives_to_files(tmp_path):
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"]
    assert rights[0] == rights[1]
