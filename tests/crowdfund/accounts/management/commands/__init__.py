"""tests / accounts / management / commands"""
