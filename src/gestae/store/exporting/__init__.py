"""What leaves a store: flat tables, pairs, panels, networks and maps, with a codebook."""
