"""The telephone system's side of the hotline: what a recogniser hears becomes pieces that are sent to the desk."""
