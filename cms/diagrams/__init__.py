"""The drawings that come with the product, one module for each. Why they are laid out here: docs/decisions/0050."""
