"""What is asked of the register of lenders."""
