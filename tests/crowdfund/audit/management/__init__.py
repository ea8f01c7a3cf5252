"""tests / audit / management"""
