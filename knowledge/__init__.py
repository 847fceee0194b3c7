"""What is true: notices, rulebook, answers, places, zones and sites. Knows nothing of Rasa, Sanic or HTTP."""
