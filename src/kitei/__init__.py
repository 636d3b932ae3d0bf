"""Kitei (規程) runs an institution's personal-information regulation as data; Kitei is its interpreter."""

__version__ = "0.1.0"
