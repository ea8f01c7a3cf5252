"""tests / accounts / models"""
