"""Live market streams and user data as typed events."""
