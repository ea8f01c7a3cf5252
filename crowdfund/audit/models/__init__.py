"""audit / models: events, the blocks that seal them, and the deliveries they cause."""

from .block import Block, Seal
from .delivery import Delivery
from .event import Event

__all__ = ["Block", "Delivery", "Event", "Seal"]
