"""What `kitei bench` measures, and the peers it is measured beside."""
