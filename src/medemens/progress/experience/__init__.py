"""What workers say of their work and lives in the Netherlands, by research that others did."""
