"""A stand-in for Stripe that keeps state: `python -m tests.peers.stripe`, or start_peer() in a test."""

from tests.peers.stripe.server import RunningPeer, start_peer
from tests.peers.stripe.state import Fault, StripePeer

__all__ = ["Fault", "RunningPeer", "StripePeer", "start_peer"]
