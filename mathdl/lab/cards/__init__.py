"""The classroom brigade: a card for every node of an expression, and the teacher's key."""
