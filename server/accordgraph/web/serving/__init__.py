"""The server of the program: HTTP on an event loop, and what stands before Flask."""
