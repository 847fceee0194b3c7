"""The official server played against a running bot: what it pushes, what it takes for an answer, and what it tries.

Written from the official documentation and apart from the channel, so that it does not share the channel's mistakes.
"""
