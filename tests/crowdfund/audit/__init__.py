"""tests / audit"""
