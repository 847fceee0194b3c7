"""Wrap-up texts on their way from the hotline's desk to the city's ticket system: kept until they have arrived."""
