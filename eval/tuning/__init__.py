"""Training and calibration from gold data."""
