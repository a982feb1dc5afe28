"""Events of other data sets (GDELT, ICEWS, POLECAT, ACLED) into the tables that hold Gestae's own."""
