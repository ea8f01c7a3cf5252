"""Room card: deals.

Purpose: a raise from its first draft to its closing: leads, subscriptions, the money in custody, the vehicle.
Words: raise (本轮融资), offer to lead (领投要约), subscription (认购), room (额度), custody (托管), closing (交割).
Doors: pages under /, /rounds/, /lead-offers/, /subscriptions/, /payments/ and /desk/, the API, the bank's callback.
May enter: compliance and the rooms below it.
Invariants: nothing passes a gate without a stored determination; room is never sold twice; unseen is not there.
"""
