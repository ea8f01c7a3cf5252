"""files / cleaning: the one place where the bytes that somebody sent are parsed: a child process with limits.

`runner` starts the child and understands its answer; `child`, `pdf`, `images` and `fence` run inside of it, without
Django, without the platform's variables and without a file that they could open or write.
"""
