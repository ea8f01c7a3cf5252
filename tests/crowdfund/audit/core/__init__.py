"""tests / audit / core"""
