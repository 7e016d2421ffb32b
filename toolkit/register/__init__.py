"""核实登记.xlsx, the one file that people and the program keep together: read before the rules, kept going after."""

from toolkit.register.keep import Kept, keep_register
from toolkit.register.open import covers, open_warnings
from toolkit.register.read import Register, RegisterError, read_register
from toolkit.register.words import words_on_kept, words_on_register

__all__ = [
    "Kept",
    "Register",
    "RegisterError",
    "covers",
    "keep_register",
    "open_warnings",
    "read_register",
    "words_on_kept",
    "words_on_register",
]
