"""The drawings that come with the product: one module per drawing, docs/decisions/0050 says why they are laid out here."""
