"""The service and the explorer over store and analysis."""
