"""Stock Rasa on this project's data: a project folder as `rasa init` would lay it out, trained and run by Rasa
itself."""
