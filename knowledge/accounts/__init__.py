"""Who may do what: accounts of the content team and the hotline desk, their passwords and sessions."""
