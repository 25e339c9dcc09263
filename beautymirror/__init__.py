"""BeautyMirror: a desktop mirror in which you wear makeup, live."""

__all__ = ["__version__"]

__version__ = "0.1.0"
