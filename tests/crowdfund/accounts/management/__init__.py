"""tests / accounts / management"""
