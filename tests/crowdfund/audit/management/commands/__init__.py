"""tests / audit / management commands"""
