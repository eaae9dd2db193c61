"""Talks to the world: network, keyring, disk. No Qt."""
