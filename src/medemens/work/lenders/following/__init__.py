"""Hirers follow lenders: by e-mail or webhook they hear of each change, and no lender hears of them. In Dutch and English."""
