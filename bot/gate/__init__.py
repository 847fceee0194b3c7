"""What the gate of drafts asks of the room that talks: what residents asked, and how it is understood."""
