"""The hotline's desk: what an agent has at hand beside the suggestions, and the figures of calls for the supervisor."""
