"""What runs in the helper's process: each module's ``extract`` turns bytes, or a file, into plain objects."""
