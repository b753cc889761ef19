"""What the law lets inspectors and other partners read of the register of lenders that is not public."""
