"""What tests of several rooms build their input with."""
