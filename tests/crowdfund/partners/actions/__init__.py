"""tests / partners: actions."""
