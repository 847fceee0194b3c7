"""The error of a start that is refused."""


class StartError(ValueError):
    """Something that must be mended before serving; the message is one sentence."""
