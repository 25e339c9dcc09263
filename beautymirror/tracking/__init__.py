"""Finds and follows faces: MediaPipe's landmarks, an identity, a filter and a pose for each."""

from beautymirror.tracking.check import check
from beautymirror.tracking.tracker import MOST_FACES, Tracker

__all__ = ["MOST_FACES", "Tracker", "check"]
