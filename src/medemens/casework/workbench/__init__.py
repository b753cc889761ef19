"""What a handler does all day: the queue, a case, and the deeds in it. In Dutch and English."""
