"""The WeChat official account: what its server sends us, and what we send by its API."""
