"""``toolkit sample``: a made-up district with its returns, its roster and the truth about both.

Nothing in it is anybody's: names, figures and sentences are composed of kinds.toml and narratives.toml by chance,
and chance depends on the seed alone.
"""

from toolkit.sample.write import Made, SampleError, Wanted, write_sample

__all__ = ["Made", "SampleError", "Wanted", "write_sample"]
