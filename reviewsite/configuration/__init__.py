"""Settings from the environment, the two databases, and the checks before a deployment."""
