"""The names: letters that a small language model can count on."""

from string import ascii_lowercase

from mathdl import data


def test_names_are_words_of_26_letters_each_once_and_in_order():
    names = data.names()
    assert set("".join(names)) == set(ascii_lowercase)
    assert names == sorted(set(names))
    assert all(names)


def test_a_list_is_its_readers_own():
    data.names().clear()
    assert data.names()
