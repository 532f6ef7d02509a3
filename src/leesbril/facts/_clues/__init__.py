"""Time expressions → days of publication that they leave."""
