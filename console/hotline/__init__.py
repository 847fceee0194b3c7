"""The hotline's doors: calls of agents as JSON and as streams, by the contract that other programs rely on."""
