"""tests / deployment: what can be known about production without a container engine."""
