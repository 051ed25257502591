"""The problems of practice: a folder for each topic, and a file for each skill."""

from importlib import import_module
from pkgutil import walk_packages

from mathdl.exercises.practice.skill import SKILLS

for _file in walk_packages(__path__, f"{__name__}."):
    import_module(_file.name)
_in_the_order_of_the_book = sorted(
    SKILLS.items(), key=lambda item: [int(number) for number in item[1].section.split(".")]
)
SKILLS.clear()
SKILLS.update(_in_the_order_of_the_book)

__all__ = ["SKILLS"]
