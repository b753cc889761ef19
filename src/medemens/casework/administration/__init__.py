"""What an administrator sets: authorities, staff, competence, texts."""
