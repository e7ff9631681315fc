//! Harness of the stories: the real server, a real browser, a plain HTTP client.
