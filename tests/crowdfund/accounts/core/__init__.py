"""tests / accounts / core"""
