"""What stands around the wizard: the accounts window, its menus, and the dialogs."""
