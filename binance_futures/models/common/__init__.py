"""What both products share; users find it under `models.um` and `models.cm`."""
