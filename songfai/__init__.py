"""Songfai: one record of a cooperation programme, owned by both sides."""

__version__ = "0.1.0"
