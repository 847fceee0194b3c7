"""The official account's other side, played on loopback."""
