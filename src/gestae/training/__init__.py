"""Training of the learned chooser; needs the extra ``train``, nothing at run time does."""
