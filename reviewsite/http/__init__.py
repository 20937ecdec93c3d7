"""Around a request: the client's address, headers, limits of uploads, and the answers when something is away."""
