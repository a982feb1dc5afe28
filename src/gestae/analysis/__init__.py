"""Panels, dyads, networks and charts over a store."""
