"""The API for programs of HR: https://…/api/hr/v1, after the Dutch API Design Rules (docs/hr-api.md)."""
