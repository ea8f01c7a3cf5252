"""tests / audit / models"""
